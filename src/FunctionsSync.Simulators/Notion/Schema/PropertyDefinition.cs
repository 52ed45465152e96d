using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Notion.Schema;

/// <summary>One property (column) of a data source. Its id is kept before URL encoding; it outlives renames.</summary>
internal sealed record PropertyDefinition(string Id, string Name, string Type)
{
    /// <summary>The options of a select, multi_select or status.</summary>
    public ImmutableList<ChoiceOption> Options { get; init; } = [];

    /// <summary>What else the type is configured with, in response form.</summary>
    public JsonObject Config { get; init; } = [];

    /// <summary>The id as the API shows it.</summary>
    public string PublicId => Uri.EscapeDataString(Id);

    /// <summary>Where pages keep the value: a property that changes its type keeps its id but loses its values.</summary>
    public string ValueKey => $"{Id}/{Type}";

    public ChoiceOption? OptionById(string? id) => Options.Find(option => option.Id == id);

    public ChoiceOption? OptionByName(string name) =>
        Options.Find(option => string.Equals(option.Name, name, StringComparison.OrdinalIgnoreCase));

    public JsonObject Render() => new()
    {
        ["id"] = PublicId,
        ["name"] = Name,
        ["description"] = null,
        ["type"] = Type,
        [Type] = Type switch
        {
            "select" or "multi_select" => new JsonObject { ["options"] = RenderOptions() },
            "status" => new JsonObject { ["options"] = RenderOptions(), ["groups"] = RenderGroups() },
            _ => Config.DeepClone(),
        },
    };

    private JsonArray RenderOptions() =>
        [.. Options.Select(option =>
        {
            var rendered = option.Render();
            rendered["description"] = null;
            return rendered;
        })];

    private JsonArray RenderGroups() =>
        [.. StatusGroups.All.Select(group => new JsonObject
        {
            ["id"] = group.Id,
            ["name"] = group.Name,
            ["color"] = group.Color,
            ["option_ids"] = new JsonArray([.. Options.Where(option => option.Group == group.Name).Select(option => (JsonNode)option.Id)]),
        })];
}
