using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Schema;

namespace FunctionsSync.Simulators.Notion.Properties;

/// <summary>Files by external address. Uploads are not simulated.</summary>
internal sealed class FilesKind : PropertyKind
{
    private const int MostFiles = 100;

    public override JsonNode Store(JsonNode? value, PropertyDefinition property, PropertyWrite write, string path) =>
        new JsonArray([.. Expect.Array(value, path, MostFiles).Select((node, index) => (JsonNode)ReadFile(node, $"{path}[{index}]"))]);

    public override JsonNode Render(JsonNode? stored, PropertyDefinition property, PropertyRead read) =>
        stored?.DeepClone() ?? new JsonArray();

    public override JsonNode Plain(JsonNode? stored, PropertyDefinition property, PropertyRead read) =>
        new JsonArray([.. (stored as JsonArray ?? []).Select(file => file?["name"]?.DeepClone())]);

    public override string Display(JsonNode? stored, PropertyDefinition property, PropertyRead read) =>
        string.Join(", ", (stored as JsonArray ?? []).Select(file => file?["name"]?.ToString()));

    private static JsonObject ReadFile(JsonNode? node, string path)
    {
        var file = Expect.Object(node, path);
        Expect.OnlyMembers(file, path, "name", "type", "external");
        var external = Expect.Object(file["external"], $"{path}.external");
        return new JsonObject
        {
            ["name"] = Expect.Text(file["name"], $"{path}.name", 100),
            ["type"] = "external",
            ["external"] = new JsonObject { ["url"] = Expect.Address(external["url"], $"{path}.external.url") },
        };
    }
}
