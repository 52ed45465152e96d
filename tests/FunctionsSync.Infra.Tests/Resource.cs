using System.Text.Json.Nodes;

namespace FunctionsSync.Infra.Tests;

/// <summary>One resource as a deployment would send it to Azure. Values only Azure knows are still expressions in brackets.</summary>
internal sealed record Resource(JsonNode Node)
{
    public string Id => Text(Node["id"])!;

    public string Type => Text(Node["type"])!;

    public string Name => Text(Node["name"])!;

    /// <summary>The value under <c>properties</c> at a path such as <c>siteConfig.ftpsState</c>; null when there is none.</summary>
    public JsonNode? this[string path] => path.Split('.').Aggregate(Node["properties"], (node, part) => node?[part]);

    public string? Text(string path) => Text(this[path]);

    public bool? Flag(string path) => this[path]?.GetValue<bool>();

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}
