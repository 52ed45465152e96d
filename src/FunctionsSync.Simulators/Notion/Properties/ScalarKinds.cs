using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Schema;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Properties;

internal sealed class NumberKind : PropertyKind
{
    public override JsonNode? Store(JsonNode? value, PropertyDefinition property, PropertyWrite write, string path) =>
        value is null ? null : Expect.Number(value, path);

    public override JsonNode? Render(JsonNode? stored, PropertyDefinition property, PropertyRead read) => stored?.DeepClone();
}

internal sealed class CheckboxKind : PropertyKind
{
    public override JsonNode Store(JsonNode? value, PropertyDefinition property, PropertyWrite write, string path) =>
        Expect.Flag(value, path);

    public override JsonNode Render(JsonNode? stored, PropertyDefinition property, PropertyRead read) => stored?.DeepClone() ?? false;

    public override string Display(JsonNode? stored, PropertyDefinition property, PropertyRead read) =>
        stored?.GetValue<bool>() == true ? "Yes" : "No";
}

/// <summary>url, email and phone_number: cleared by null, never by an empty string.</summary>
internal sealed class LineKind(int longest) : PropertyKind
{
    public override JsonNode? Store(JsonNode? value, PropertyDefinition property, PropertyWrite write, string path)
    {
        if (value is null)
            return null;
        var text = Expect.Text(value, path, longest);
        return text.Length > 0 ? text : throw InvalidBody(path, "populated or null, instead was `\"\"`");
    }

    public override JsonNode? Render(JsonNode? stored, PropertyDefinition property, PropertyRead read) => stored?.DeepClone();
}
