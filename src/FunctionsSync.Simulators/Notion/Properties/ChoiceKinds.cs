using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Schema;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Properties;

/// <summary>Choices are stored by option id, so that they are gone when the option is.</summary>
internal abstract class ChoiceKind : PropertyKind
{
    public override JsonNode? Render(JsonNode? stored, PropertyDefinition property, PropertyRead read) =>
        property.OptionById(stored?.GetValue<string>())?.Render();

    public override JsonNode? Plain(JsonNode? stored, PropertyDefinition property, PropertyRead read) =>
        property.OptionById(stored?.GetValue<string>())?.Name;

    /// <summary>The id or name of <c>{"id"}</c> or <c>{"name"}</c>; the id counts where both are given.</summary>
    protected static (string? Id, string? Name) Named(JsonNode? value, string path)
    {
        var choice = Expect.Object(value, path);
        Expect.OnlyMembers(choice, path, "id", "name", "color", "description");
        if (choice["id"] is { } id)
            return (Expect.Text(id, $"{path}.id", 100), null);
        return (null, Expect.Text(choice["name"], $"{path}.name", 2000));
    }

    protected static string KnownId(string id, PropertyDefinition property, string path) =>
        property.OptionById(id) is not null ? id : throw Invalid($"{path}: no option of {property.Name} has the id {id}.");
}

internal sealed class SelectKind : ChoiceKind
{
    public override JsonNode? Store(JsonNode? value, PropertyDefinition property, PropertyWrite write, string path)
    {
        if (value is null)
            return null;
        var (id, name) = Named(value, path);
        return id is not null ? KnownId(id, property, path) : write.OptionNamed(name ?? "", property.Id).Id;
    }
}

internal sealed class StatusKind : ChoiceKind
{
    public override JsonNode? Store(JsonNode? value, PropertyDefinition property, PropertyWrite write, string path)
    {
        if (value is null)
            return Initial(property);
        var (id, name) = Named(value, path);
        if (id is not null)
            return KnownId(id, property, path);
        return property.OptionByName(name ?? "")?.Id
            ?? throw Invalid($"Status option \"{name}\" does not exist. Options of a status cannot be created by writing a page.");
    }

    /// <summary>A status is never empty by itself: it falls back to its default option.</summary>
    public override JsonNode? Initial(PropertyDefinition property) =>
        (property.Options.Find(option => option.Group == StatusGroups.ToDo) ?? property.Options.FirstOrDefault())?.Id;
}

internal sealed class MultiSelectKind : PropertyKind
{
    private const int MostOptions = 100;
    private static readonly SelectKind One = new();

    public override JsonNode Store(JsonNode? value, PropertyDefinition property, PropertyWrite write, string path)
    {
        var ids = Expect.Array(value, path, MostOptions).Select((node, index) =>
        {
            var option = Expect.Object(node, $"{path}[{index}]");
            return One.Store(option, property, write, $"{path}[{index}]")?.GetValue<string>();
        });
        return new JsonArray([.. ids.Distinct().Select(id => (JsonNode?)id)]);
    }

    public override JsonNode Render(JsonNode? stored, PropertyDefinition property, PropertyRead read) =>
        new JsonArray([.. Options(stored, property).Select(option => (JsonNode)option.Render())]);

    public override JsonNode Plain(JsonNode? stored, PropertyDefinition property, PropertyRead read) =>
        new JsonArray([.. Options(stored, property).Select(option => (JsonNode)option.Name)]);

    public override string Display(JsonNode? stored, PropertyDefinition property, PropertyRead read) =>
        string.Join(", ", Options(stored, property).Select(option => option.Name));

    private static IEnumerable<ChoiceOption> Options(JsonNode? stored, PropertyDefinition property) =>
        (stored as JsonArray ?? []).Select(id => property.OptionById(id?.GetValue<string>())).OfType<ChoiceOption>();
}
