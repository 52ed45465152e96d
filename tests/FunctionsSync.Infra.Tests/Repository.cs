namespace FunctionsSync.Infra.Tests;

/// <summary>The checkout the tests were built from.</summary>
internal static class Repository
{
    private static readonly string s_root = FindRoot(AppContext.BaseDirectory);

    public static string PathOf(params string[] parts) => Path.Combine([s_root, .. parts]);

    private static string FindRoot(string start)
    {
        for (var directory = new DirectoryInfo(start); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "FunctionsSync.sln")))
                return directory.FullName;
        }

        throw new InvalidOperationException($"No FunctionsSync.sln in {start} or above it.");
    }
}
