using System.Collections.Immutable;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.State;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Schema;

/// <summary>Reads the option list of a schema request: it is the full list, and options can be neither renamed nor recoloured.</summary>
internal static class OptionLists
{
    private const int MostOptions = 100;
    private const int LongestName = 100;
    private static readonly string[] Colors = ["default", "gray", "brown", "orange", "yellow", "green", "blue", "purple", "pink", "red"];

    public static ImmutableList<ChoiceOption> Read(JsonNode? options, PropertyDefinition property, Ids ids, string path)
    {
        var result = ImmutableList.CreateBuilder<ChoiceOption>();
        foreach (var node in Expect.Array(options, path, MostOptions))
        {
            var option = ReadOne(Expect.Object(node, path), property, ids, path);
            if (result.Exists(known => string.Equals(known.Name, option.Name, StringComparison.OrdinalIgnoreCase)))
                throw Invalid($"{path} holds the option {option.Name} twice: names are unique whatever their case.");
            result.Add(option);
        }
        return result.ToImmutable();
    }

    /// <summary>A new option, as a schema request or a page write with an unknown name makes it.</summary>
    public static ChoiceOption New(string name, string? color, string? group, PropertyDefinition property, Ids ids)
    {
        CheckName(name);
        return new(ids.NewObject(), name, color ?? Colors[1 + (property.Options.Count % (Colors.Length - 1))], group);
    }

    public static void CheckName(string name)
    {
        if (name.Contains(','))
            throw Invalid($"Invalid select option, commas not allowed: {name}");
        if (name.Length is 0 or > LongestName)
            throw Invalid($"Invalid select option, its name must have 1 to {LongestName} characters: {name}");
    }

    private static ChoiceOption ReadOne(JsonObject option, PropertyDefinition property, Ids ids, string path)
    {
        Expect.OnlyMembers(option, path, "id", "name", "color", "description", "group");
        var name = option["name"] is { } givenName ? Expect.Text(givenName, $"{path}.name", LongestName) : null;
        var color = option["color"] is { } givenColor ? Expect.Text(givenColor, $"{path}.color", LongestName) : null;
        var group = option["group"] is { } givenGroup ? Expect.Text(givenGroup, $"{path}.group", LongestName) : null;
        if (color is not null && !Colors.Contains(color))
            throw InvalidBody($"{path}.color", $"one of {string.Join(", ", Colors)}");
        if (group is not null && (property.Type != "status" || !StatusGroups.Exists(group)))
            throw InvalidBody($"{path}.group", "\"To-do\", \"In progress\" or \"Complete\", of a status property");

        var known = option["id"] is { } id
            ? property.OptionById(Expect.Text(id, $"{path}.id", LongestName)) ?? throw Invalid($"{path} has an unknown option: {id}.")
            : property.OptionByName(name ?? throw InvalidBody(path, "an option with a name or an id"));
        if (known is null)
            return New(name ?? "", color, property.Type == "status" ? group ?? StatusGroups.ToDo : null, property, ids);
        if (name is not null && name != known.Name)
            throw Invalid($"Cannot update name of select with name: {known.Name}.");
        if (color is not null && color != known.Color)
            throw Invalid($"Cannot update color of select with name: {known.Name}.");
        return known with { Group = group ?? known.Group };
    }
}
