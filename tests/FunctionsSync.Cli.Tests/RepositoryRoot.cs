namespace FunctionsSync.Cli.Tests;

/// <summary>The checkout the tests were built from.</summary>
internal static class RepositoryRoot
{
    public static string PathOf(params string[] parts) => Path.Combine([Find(new DirectoryInfo(AppContext.BaseDirectory)), .. parts]);

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds FunctionsSync.sln."),
        _ when File.Exists(Path.Combine(folder.FullName, "FunctionsSync.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
