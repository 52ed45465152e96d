using System.Text;
using System.Text.Json.Nodes;

namespace FunctionsSync.App.Tests;

/// <summary>The published folder is what Azure unpacks: everything the Functions host looks for is in it, and no secret.</summary>
public sealed class PublishedAppTests(PublishedApp app)
{
    /// <summary>Without one of these the host does not start, or starts and finds no functions.</summary>
    [Theory]
    [InlineData("host.json")]
    [InlineData("sync.json")]
    [InlineData("functions.metadata")]
    [InlineData("worker.config.json")]
    [InlineData("extensions.json")]
    [InlineData(".azurefunctions/function.deps.json")]
    [InlineData(".azurefunctions/Microsoft.Azure.WebJobs.Extensions.FunctionMetadataLoader.dll")]
    [InlineData("FunctionsSync.App.dll")]
    [InlineData("FunctionsSync.App.deps.json")]
    [InlineData("FunctionsSync.App.runtimeconfig.json")]
    public void Published_Always_HoldsWhatTheHostLooksFor(string file) =>
        Assert.True(File.Exists(app.PathOf(file)), $"The published app lacks {file}.");

    [Fact]
    public void Worker_Described_IsTheAppAndIsThere()
    {
        var description = app.Read("worker.config.json")["description"]!;

        Assert.Equal("dotnet-isolated", Text(description["language"]));
        Assert.Equal("FunctionsSync.App.dll", Text(description["defaultWorkerPath"]));
        Assert.Equal("net10.0", Text(app.Read("FunctionsSync.App.runtimeconfig.json")["runtimeOptions"]!["tfm"]));
    }

    [Fact]
    public void Extensions_HostLoads_AreThere()
    {
        var extensions = app.Read("extensions.json")["extensions"]!.AsArray();

        Assert.Contains(extensions, extension => Text(extension!["name"]) == "AzureStorageQueues");
        Assert.All(extensions, extension => Assert.True(File.Exists(app.PathOf(Text(extension!["hintPath"]))), extension!.ToJsonString()));
    }

    /// <summary>As the runtime reads it: each library of the dependency file that is not part of the shared framework.</summary>
    [Fact]
    public void Assemblies_RuntimeLoads_AreThere()
    {
        var assemblies = app.Read("FunctionsSync.App.deps.json")["targets"]!.AsObject()
            .SelectMany(target => target.Value!.AsObject())
            .SelectMany(library => library.Value!["runtime"] as JsonObject ?? [])
            .Select(assembly => Path.GetFileName(assembly.Key))
            .ToList();

        Assert.Contains("FunctionsSync.Core.dll", assemblies);
        Assert.Contains("Azure.Monitor.OpenTelemetry.Exporter.dll", assemblies);
        Assert.All(assemblies, assembly => Assert.True(File.Exists(app.PathOf(assembly)), $"The published app lacks {assembly}."));
    }

    [Fact]
    public void Published_SettingsWithSecretsBesideIt_HoldsNone()
    {
        Assert.False(File.Exists(app.PathOf("local.settings.json")), "local.settings.json was published.");
        Assert.False(Directory.Exists(app.PathOf(".secrets")), "The secrets folder was published.");
        Assert.DoesNotContain(
            Directory.EnumerateFiles(app.Folder, "*", SearchOption.AllDirectories),
            file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(PublishedApp.SeededSecret)) >= 0);
    }

    [Fact]
    public void Published_Always_HoldsNeitherSimulatorsNorTests() =>
        Assert.DoesNotContain(
            Directory.EnumerateFiles(app.Folder, "*.dll", SearchOption.AllDirectories).Select(Path.GetFileName),
            file => file!.Contains("Simulators", StringComparison.Ordinal) || file.StartsWith("xunit", StringComparison.Ordinal));

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
