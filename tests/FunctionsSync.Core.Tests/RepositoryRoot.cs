namespace FunctionsSync.Core.Tests;

/// <summary>The folder of the solution the tests were built from.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds FunctionsSync.sln."),
        _ when File.Exists(System.IO.Path.Combine(folder.FullName, "FunctionsSync.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
