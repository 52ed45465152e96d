using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Notion.Schema;

/// <summary>An option of a select, a multi_select or a status; only those of a status have a group.</summary>
internal sealed record ChoiceOption(string Id, string Name, string Color, string? Group = null)
{
    public JsonObject Render() => new() { ["id"] = Id, ["name"] = Name, ["color"] = Color };
}
