using System.Text.Json.Nodes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// A flow's filter as list methods take it, for one record. Source: https://apidocs.bitrix24.com/api-reference/crm/universal/crm-item-list.html.
/// </summary>
internal static class Bitrix24Filter
{
    private const string OneOf = "@";

    /// <param name="flow">Whose filter.</param>
    /// <param name="id">The record.</param>
    /// <param name="idName">What the method calls an id.</param>
    /// <param name="nameOf">What the method calls a field.</param>
    public static JsonObject For(Flow flow, Bitrix24Id id, string idName, Func<Bitrix24Field, string> nameOf)
    {
        var filter = new JsonObject { [$"={idName}"] = id.Value };
        foreach (var condition in flow.Filter)
        {
            filter[$"{Operator(condition)}{nameOf(condition.Field)}"] = condition.Values is [var only]
                ? JsonValue.Create(only)
                : new JsonArray([.. condition.Values.Select(value => (JsonNode)JsonValue.Create(value))]);
        }

        return filter;
    }

    private static string Operator(FilterCondition condition) =>
        condition is { Operator: "" or "=", Values.Count: > 1 } ? OneOf : condition.Operator;
}
