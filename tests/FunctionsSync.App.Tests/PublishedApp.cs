using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using FunctionsSync.Testing;

[assembly: AssemblyFixture(typeof(FunctionsSync.App.Tests.PublishedApp))]

namespace FunctionsSync.App.Tests;

/// <summary>What <c>dotnet publish</c> makes of the app that was built for these tests, beside settings that hold secrets.</summary>
public sealed class PublishedApp : IAsyncLifetime
{
    public const string SeededSecret = "seeded-account-key-5d1f0c";

    private readonly TemporaryFolder _folder = new();

    public string Folder => Path.Combine(_folder.Path, "app");

    public async ValueTask InitializeAsync()
    {
        var settings = Path.Combine(_folder.Path, "local.settings.json");
        await File.WriteAllTextAsync(settings, $$"""{ "Values": { "AzureWebJobsStorage": "AccountKey={{SeededSecret}}" } }""");
        var configuration = typeof(PublishedApp).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["publish", RepositoryFile("src", "FunctionsSync.App"), "--no-build", "--configuration", configuration, "--output", Folder, $"-p:LocalSettingsFile={settings}"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    public string PathOf(string file) => Path.Combine(Folder, file);

    public JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(PathOf(file)))!;

    public static string RepositoryFile(params string[] parts)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "FunctionsSync.sln")))
        {
            directory = directory.Parent;
        }

        return Path.Combine([directory!.FullName, .. parts]);
    }
}
