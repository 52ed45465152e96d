using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>Turns a filter into a predicate: <c>{">=updatedTime": …, "@stageId": […], "0": {"logic": "OR", …}}</c>.</summary>
/// <remarks><c>find</c>: the field of a name, or null for a name that is ignored.</remarks>
internal sealed class ItemFilter(Func<string, FieldDefinition?> find, ValueContext context)
{
    private static readonly string[] Operators = ["!=%", "!%", "!@", "!=", ">=", "<=", "=%", "%=", ">", "<", "=", "@", "!", "%"];

    public Func<CrmItem, bool> Compile(JsonNode? filter)
    {
        var any = filter is JsonObject map && Php.Text(map["logic"]).Equals("OR", StringComparison.OrdinalIgnoreCase);
        var parts = Php.Entries(filter).Where(entry => entry.Key != "logic").Select(Part).OfType<Func<CrmItem, bool>>().ToList();
        return any && parts.Count > 0
            ? item => parts.Exists(part => part(item))
            : item => parts.TrueForAll(part => part(item));
    }

    private Func<CrmItem, bool>? Part(KeyValuePair<string, JsonNode?> entry)
    {
        if (entry.Key.All(char.IsAsciiDigit))
            return Compile(entry.Value);
        var operation = Array.Find(Operators, prefix => entry.Key.StartsWith(prefix, StringComparison.Ordinal)) ?? "";
        return find(entry.Key[operation.Length..]) is { } field ? Condition(field, operation, entry.Value) : null;
    }

    private Func<CrmItem, bool> Condition(FieldDefinition field, string operation, JsonNode? value)
    {
        var wanted = (Php.Elements(value) ?? [value]).Select(one => field.Type.FilterKey(one, context)).ToList();
        return operation switch
        {
            "" or "=" or "@" => item => Keys(field, item).Any(wanted.Contains),
            "!" or "!=" or "!@" => item => !Keys(field, item).Any(wanted.Contains),
            ">" => item => Compare(field, item, wanted) > 0,
            ">=" => item => Compare(field, item, wanted) >= 0,
            "<" => item => Compare(field, item, wanted) < 0,
            "<=" => item => Compare(field, item, wanted) <= 0,
            "!%" or "!=%" => item => !IsLike(field, item, Pattern(operation, value)),
            _ => item => IsLike(field, item, Pattern(operation, value)),
        };
    }

    private static IEnumerable<IComparable?> Keys(FieldDefinition field, CrmItem item) =>
        !field.Multiple ? [field.Type.Key(item[field.Name])]
        : item[field.Name] is IReadOnlyList<object> { Count: > 0 } list ? list.Select(field.Type.Key)
        : [null];

    private static int? Compare(FieldDefinition field, CrmItem item, List<IComparable?> wanted) =>
        Keys(field, item).First() is { } key && wanted is [{ } bound, ..] ? key.CompareTo(bound) : null;

    private static string Pattern(string operation, JsonNode? value) =>
        operation.EndsWith("=%", StringComparison.Ordinal) || operation == "%=" ? Php.Text(value) : $"%{Php.Text(value)}%";

    private static bool IsLike(FieldDefinition field, CrmItem item, string pattern)
    {
        var text = Keys(field, item).First()?.ToString() ?? "";
        var wanted = pattern.Trim('%').ToUpperInvariant();
        return (pattern.StartsWith('%'), pattern.EndsWith('%')) switch
        {
            (true, true) => text.Contains(wanted, StringComparison.Ordinal),
            (true, false) => text.EndsWith(wanted, StringComparison.Ordinal),
            (false, true) => text.StartsWith(wanted, StringComparison.Ordinal),
            _ => text == wanted,
        };
    }
}
