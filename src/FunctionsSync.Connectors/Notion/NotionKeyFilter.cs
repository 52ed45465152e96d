using System.Text.Json.Nodes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Notion;

/// <summary>
/// The filter that finds the page of a record by what both say, among pages that belong to no record yet.
/// Source: https://developers.notion.com/reference/filter-data-source-entries.
/// </summary>
internal static class NotionKeyFilter
{
    public static JsonObject Of(Flow flow, IReadOnlyDictionary<FieldKey, CanonicalValue> keys)
    {
        var conditions = new JsonArray(Condition(flow.IdProperty, "is_empty", true));
        foreach (var field in flow.KeyFields)
        {
            conditions.Add((JsonNode)Condition(field.Notion, "equals", Value(keys[field.Key])));
        }

        return new JsonObject { ["and"] = conditions };
    }

    private static JsonObject Condition(NotionProperty property, string comparison, JsonNode? value) =>
        new() { ["property"] = property.Id, [property.Type] = new JsonObject { [comparison] = value } };

    private static JsonValue? Value(CanonicalValue value) => value switch
    {
        CanonicalValue.Text text => JsonValue.Create(text.Value),
        CanonicalValue.Choice choice => JsonValue.Create(choice.Name),
        CanonicalValue.Number number => JsonValue.Create(number.Value),
        _ => throw new ArgumentException($"A value of kind {value.GetType().Name} cannot be a key: the flow was bound to another property.", nameof(value)),
    };
}
