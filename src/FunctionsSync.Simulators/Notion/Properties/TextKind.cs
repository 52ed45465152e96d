using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Schema;

namespace FunctionsSync.Simulators.Notion.Properties;

/// <summary>title and rich_text.</summary>
internal sealed class TextKind : PropertyKind
{
    public override JsonNode Store(JsonNode? value, PropertyDefinition property, PropertyWrite write, string path) =>
        RichText.Read(value, write.State, path);

    public override JsonNode Render(JsonNode? stored, PropertyDefinition property, PropertyRead read) =>
        stored?.DeepClone() ?? new JsonArray();

    public override JsonNode Plain(JsonNode? stored, PropertyDefinition property, PropertyRead read) => RichText.PlainText(stored);
}
