using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>Filters rows of texts by equality; conditions on columns a row does not have are ignored.</summary>
internal static class RowFilter
{
    public static bool Matches(JsonObject row, JsonNode? filter) => Php.Entries(filter).All(condition =>
    {
        var negated = condition.Key.StartsWith('!');
        var column = condition.Key.TrimStart('!', '=', '@').ToUpperInvariant();
        if (!row.TryGetPropertyValue(column, out var value))
            return true;
        var wanted = (Php.Elements(condition.Value) ?? [condition.Value]).Select(one => Text(one, value));
        return wanted.Contains(Text(value, value), StringComparer.OrdinalIgnoreCase) != negated;
    });

    /// <summary>A flag may be asked for as true, "Y", "true" or 1.</summary>
    private static string Text(JsonNode? node, JsonNode? column)
    {
        var text = Php.Text(node);
        if (column?.GetValueKind() is not (System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False))
            return text;
        return text is "1" or "Y" or "y" or "true" ? "Y" : "N";
    }
}
