using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FunctionsSync.App.Tests;

/// <summary>The host runs what <c>functions.metadata</c> lists, and an operator expects what the table in <c>docs/operations.md</c> lists.</summary>
public sealed partial class FunctionMetadataTests(PublishedApp app)
{
    [Fact]
    public void Metadata_Published_ListsTheDocumentedTriggers()
    {
        var guide = File.ReadAllText(PublishedApp.RepositoryFile("docs", "operations.md"));
        var documented = Row().Matches(guide[guide.IndexOf("### The functions", StringComparison.Ordinal)..]).Select(row => row.Value.TrimEnd());

        var published = app.Read("functions.metadata").AsArray()
            .Select(function => $"| `{Text(function!["name"])}` | {Describe(function["bindings"]![0]!)} |");

        Assert.Equal(documented.Order(StringComparer.Ordinal), published.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Metadata_EveryFunction_IsInThePublishedAssembly() =>
        Assert.All(app.Read("functions.metadata").AsArray(), function => Assert.Equal("FunctionsSync.App.dll", Text(function!["scriptFile"])));

    [Fact]
    public void Host_Queues_GiveUpAfterFiveAttempts() =>
        Assert.Equal(5, app.Read("host.json")["extensions"]!["queues"]!["maxDequeueCount"]!.GetValue<int>());

    private static string Describe(JsonNode binding) => Text(binding["type"]) switch
    {
        "httpTrigger" => $"`{string.Join(", ", binding["methods"]!.AsArray().Select(method => Text(method).ToUpperInvariant()))} /api/{Text(binding["route"])}`, "
            + (Text(binding["authLevel"]) == "Anonymous" ? "open" : "key"),
        "timerTrigger" => $"timer, `{Text(binding["schedule"]).Trim('%')}`",
        "queueTrigger" => $"queue, `{Text(binding["queueName"])}`",
        var other => other,
    };

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    /// <summary>The first two cells of a row that begins with a function's name.</summary>
    [GeneratedRegex("""^\| `[A-Z]\w+` \| (`[A-Z, ]+ /api/|timer, |queue, )[^|]*\|""", RegexOptions.Multiline)]
    private static partial Regex Row();
}
