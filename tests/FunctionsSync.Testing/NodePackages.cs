using System.Security.Cryptography;
using System.Text;

namespace FunctionsSync.Testing;

/// <summary>The Node packages of the tests (<c>tests/package.json</c>): Azurite and the official SDKs. Safe to call from several test
/// processes at once; only the first one installs.</summary>
public static class NodePackages
{
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(200);
    private static readonly Lazy<string> Folder = new(FindTestsFolder);
    private static readonly Lazy<string?> Node = new(() => ProgramPath.Find("node"));
    private static readonly Lazy<string?> Npm = new(() => ProgramPath.Find("npm"));

    /// <summary>The <c>tests</c> folder of the repository.</summary>
    public static string TestsFolder => Folder.Value;

    /// <summary>Why the packages cannot be had on this machine, with the remedy; null where they can.</summary>
    public static string? MissingReason =>
        Node.Value is null ? "Node.js is not on the PATH. Install Node 20 or later (it brings npm) to run this test."
        : Npm.Value is null ? "Node.js is there, but npm is not on the PATH. Install npm to run this test."
        : null;

    /// <summary>Makes sure that the packages are installed; without Node it skips the running test (with CI=true: fails it).</summary>
    public static async Task RequireAsync(CancellationToken cancellationToken)
    {
        if (MissingReason is { } reason)
            Requirement.SkipOrFail(reason);
        await EnsureInstalledAsync(cancellationToken);
    }

    /// <summary>Runs <c>npm ci</c> unless <c>node_modules</c> already is what <c>package-lock.json</c> says.</summary>
    /// <exception cref="InvalidOperationException">Node is missing, or npm failed; the message carries what it printed.</exception>
    public static async Task EnsureInstalledAsync(CancellationToken cancellationToken)
    {
        if (MissingReason is { } reason)
            throw new InvalidOperationException(reason);

        var lockFile = Path.Combine(TestsFolder, "package-lock.json");
        var wanted = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(lockFile, cancellationToken)));
        var stamp = Path.Combine(TestsFolder, "node_modules", ".package-lock.sha256");
        if (await IsInstalledAsync(stamp, wanted, cancellationToken))
            return;

        await using (await LockAsync(cancellationToken))
        {
            if (await IsInstalledAsync(stamp, wanted, cancellationToken))
                return;
            string[] arguments = ["ci", "--no-audit", "--no-fund"];
            var run = await ChildProgram.RunAsync(Npm.Value ?? "npm", arguments, TestsFolder, null, cancellationToken);
            if (run.ExitCode != 0)
                throw new InvalidOperationException($"npm ci in {TestsFolder} ended with {run.ExitCode}:\n{run.Output}");
            await File.WriteAllTextAsync(stamp, wanted, cancellationToken);
        }
    }

    /// <summary>Runs a script below <see cref="TestsFolder"/> with Node, to its end.</summary>
    public static Task<ChildProgram> RunScriptAsync(
        string script,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken) =>
        ChildProgram.RunAsync(
            Node.Value ?? throw new InvalidOperationException(MissingReason), [script], TestsFolder, environment, cancellationToken);

    private static async Task<bool> IsInstalledAsync(string stamp, string wanted, CancellationToken cancellationToken) =>
        File.Exists(stamp) && await File.ReadAllTextAsync(stamp, cancellationToken) == wanted;

    // The lock lies outside node_modules (npm ci removes that folder) and outside the repository; the system drops it when a process dies.
    private static async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TestsFolder)))[..16];
        var path = Path.Combine(Path.GetTempPath(), $"functionssync-node-{id}.lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(LockRetry, TimeProvider.System, cancellationToken);
            }
        }
    }

    private static string FindTestsFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FunctionsSync.sln")))
                return Path.Combine(folder.FullName, "tests");
        }
        throw new InvalidOperationException($"No FunctionsSync.sln above {AppContext.BaseDirectory}: run tests from their build output.");
    }
}
