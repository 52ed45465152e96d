using System.Text.Json.Nodes;

[assembly: AssemblyFixture(typeof(FunctionsSync.Infra.Tests.Infrastructure))]

namespace FunctionsSync.Infra.Tests;

/// <summary>Compiles and evaluates <c>infra/</c> and reads the pipeline, once for all tests.</summary>
public sealed class Infrastructure : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("functionssync-infra-");
    private readonly Dictionary<string, Deployment> _deployments = [];
    private JsonNode? _template;
    private JsonArray? _diagnostics;
    private JsonNode? _yaml;

    /// <summary>The names <see cref="Deployed"/> takes: the parameter files, and production with everything optional turned on.</summary>
    public static TheoryData<string> Environments => ["dev", "prod", "private"];

    internal JsonNode Template => Read(_template);

    internal JsonArray Diagnostics => Read(_diagnostics);

    internal JsonNode Pipeline => Read(_yaml)["$fxv#0"]!;

    internal JsonNode DeploymentStage => Read(_yaml)["$fxv#1"]!;

    public async ValueTask InitializeAsync()
    {
        if (!Bicep.Runs)
            return;

        var cancellationToken = TestContext.Current.CancellationToken;
        using var bicep = new Bicep();
        (_template, _diagnostics) = await bicep.CompileAsync(Repository.PathOf("infra", "main.bicep"), cancellationToken);
        _yaml = (await bicep.CompileAsync(WriteYamlReader(), cancellationToken)).Template["variables"]!;
        _deployments["dev"] = await bicep.EvaluateAsync(Repository.PathOf("infra", "dev.bicepparam"), cancellationToken);
        _deployments["prod"] = await bicep.EvaluateAsync(Repository.PathOf("infra", "prod.bicepparam"), cancellationToken);
        _deployments["private"] = await bicep.EvaluateAsync(WritePrivateParameters(), cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _directory.Delete(recursive: true);
        return default;
    }

    internal Deployment Deployed(string environment) => Read(_deployments.GetValueOrDefault(environment));

    private static T Read<T>(T? value)
    {
        const string reason = "The Bicep command line is only fetched for Linux on x64.";
        if (!Bicep.Runs && Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail($"{reason} CI must run these tests.");
        Assert.SkipUnless(Bicep.Runs, reason);
        return value!;
    }

    private string WritePrivateParameters()
    {
        var production = File.ReadAllText(Repository.PathOf("infra", "prod.bicepparam"));
        return Write("private.bicepparam", production.Replace("'main.bicep'", FromHere("infra", "main.bicep"), StringComparison.Ordinal) + """

            param privateNetworking = true
            param operatorsGroupId = '33333333-3333-3333-3333-333333333333'
            param alertEmail = 'operators@example.com'
            """);
    }

    /// <summary>Bicep holds a YAML parser; the packages of this solution do not.</summary>
    private string WriteYamlReader() => Write("reader.bicep", $"""
        output pipeline object = loadYamlContent({FromHere("azure-pipelines.yml")})
        output stage object = loadYamlContent({FromHere("infra", "deploy-stage.yml")})
        """);

    private string Write(string name, string content)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    private string FromHere(params string[] parts) => $"'{Path.GetRelativePath(_directory.FullName, Repository.PathOf(parts))}'";
}
