using System.Text.Json.Nodes;

namespace FunctionsSync.Infra.Tests;

/// <summary>Every configuration file of the repository against a schema.</summary>
public sealed class SchemaTests(Infrastructure infrastructure)
{
    private const string JsonSchema = "json-schema";

    /// <summary>The file and its schema.</summary>
    public static TheoryData<string, string> Files => new()
    {
        { "host.json", Schemas.PathOf("host") },
        { "local.settings.sample.json", Schemas.PathOf("local.settings") },
        { "global.json", Schemas.PathOf("global") },
        { "sync.json", "docs/sync.schema.json" },
        { "docs/sync.schema.json", Schemas.PathOf(JsonSchema) },
        { "infra/bicepconfig.json", Schemas.PathOf("bicepconfig") },
        { "tests/package.json", Schemas.PathOf("package") },
    };

    /// <summary>Mistakes that would otherwise be noticed in Azure, or never: the file, the object to change, a member, and what it says instead.</summary>
    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        { "host.json", "extensions.queues", "maxDequeuCount", "5" },
        { "host.json", "extensions.queues", "visibilityTimeout", "\"30s\"" },
        { "host.json", "logging.logLevel", "default", "\"Verbose\"" },
        { "host.json", "", "telemetryMode", "\"openTelemetry\"" },
        { "local.settings.sample.json", "Values", "NotionPollSchedule", "\"* * * * *\"" },
        { "local.settings.sample.json", "Values", "AzureWebJobsStorage", "\"DefaultEndpointsProtocol=https;AccountKey=x\"" },
        { "local.settings.sample.json", "Values", "NotionToken", "\"ntn_x\"" },
        { "global.json", "sdk", "rollforward", "\"latestFeature\"" },
        { "sync.json", "", "flow", "[]" },
        { "docs/sync.schema.json", "definitions.text", "patern", "\"x\"" },
        { "infra/bicepconfig.json", "analyzers.core", "enabled", "false" },
        { "tests/package.json", "dependencies", "azurite", "\"^3.35.0\"" },
    };

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_InTheRepository_FollowsItsSchema(string file, string schema) =>
        Assert.Empty(await Schemas.ValidateAsync(schema, Schemas.Read(file), Ended));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task File_WithAMistake_IsRefused(string file, string at, string member, string value)
    {
        var document = Schemas.Read(file);
        var target = at.Split('.', StringSplitOptions.RemoveEmptyEntries).Aggregate(document, (node, name) => node[name]!);
        target[member] = JsonNode.Parse(value);

        Assert.NotEmpty(await Schemas.ValidateAsync(Files.Single(each => each.Data.Item1 == file).Data.Item2, document, Ended));
    }

    [Fact]
    public async Task Schemas_OfTheseTests_FollowTheSchemaOfSchemas()
    {
        foreach (var schema in Directory.GetFiles(Repository.PathOf("tests", "FunctionsSync.Infra.Tests", "Schemas")))
        {
            Assert.Empty(await Schemas.ValidateAsync(Schemas.PathOf(JsonSchema), JsonNode.Parse(await File.ReadAllTextAsync(schema, Ended))!, Ended));
        }
    }

    /// <summary>A new file gets a schema. The lock file is npm's own, and <c>npm ci</c> checks it.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("docs")]
    [InlineData("infra")]
    [InlineData("tests")]
    public void Folder_JsonFiles_AllHaveASchema(string folder) =>
        Assert.All(
            Directory.GetFiles(Repository.PathOf(folder), "*.json").Select(file => Path.GetRelativePath(Repository.PathOf(), file).Replace('\\', '/')),
            file => Assert.True(
                file is "tests/package-lock.json" or "local.settings.json" || Files.Any(each => each.Data.Item1 == file),
                $"{file} has no schema."));

    [Fact]
    public async Task Pipeline_AndItsStageTemplate_FollowTheirSchema()
    {
        Assert.Empty(await Schemas.ValidateAsync(Schemas.PathOf("pipeline"), infrastructure.Pipeline, Ended));
        Assert.Empty(await Schemas.ValidateAsync(Schemas.PathOf("pipeline"), infrastructure.DeploymentStage, Ended));
    }

    [Theory]
    [InlineData("\"succeededOrFailed()\"", "\"always()\"")]
    [InlineData("\"UseDotNet@2\"", "\"UseDotnet@2\"")]
    [InlineData("\"inlineScript\":", "\"script\":")]
    [InlineData("\"dependsOn\":\"Check\"", "\"dependOn\":\"Check\"")]
    [InlineData("\"vmImage\"", "\"image\"")]
    public async Task Pipeline_WithAMistake_IsRefused(string right, string wrong)
    {
        var pipeline = infrastructure.Pipeline.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.Contains(right, pipeline, StringComparison.Ordinal);

        Assert.NotEmpty(await Schemas.ValidateAsync(
            Schemas.PathOf("pipeline"), JsonNode.Parse(pipeline.Replace(right, wrong, StringComparison.Ordinal))!, Ended));
    }
}
