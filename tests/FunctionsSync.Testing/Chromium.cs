namespace FunctionsSync.Testing;

/// <summary>The Chromium of this machine: no test fetches a browser.</summary>
public static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>Headless, and silent: nothing of it asks anything outside this machine.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    /// <summary>Where the browser is; without one it skips the running test (with CI=true: fails it).</summary>
    public static string Require()
    {
        if (Names.Select(ProgramPath.Find).FirstOrDefault(path => path is not null) is { } found)
            return found;
        Requirement.SkipOrFail("No Chromium is on the PATH. To run this test: apt-get install --no-install-recommends chromium");
        return string.Empty;
    }
}
