using System.Text.Json;
using System.Text.Json.Nodes;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Queries;

/// <summary>One condition of a property filter, over the property's plain value.</summary>
internal static class PropertyCondition
{
    public static Func<JsonNode?, bool> Read(string type, JsonObject condition, string path, DateTimeOffset now)
    {
        if (type is "date" or "created_time" or "last_edited_time")
        {
            var date = DateCondition.Read(condition, path, now);
            return value => date(value?.GetValue<string>());
        }
        var (word, operand) = Expect.SingleMember(condition, path);
        var operandPath = $"{path}.{word}";
        if (type != "checkbox" && word is "is_empty" or "is_not_empty")
        {
            if (!Expect.Flag(operand, operandPath))
                throw InvalidBody(operandPath, "`true`");
            return word == "is_empty" ? IsEmpty : value => !IsEmpty(value);
        }
        return type switch
        {
            "title" or "rich_text" or "url" or "email" or "phone_number" => Text(word, Expect.Text(operand, operandPath, 2000), path),
            "number" or "unique_id" => Number(word, Expect.Number(operand, operandPath), path),
            "checkbox" => Checkbox(word, Expect.Flag(operand, operandPath), path),
            "select" or "status" => Choice(word, Texts(operand, operandPath), path),
            "multi_select" => List(word, Texts(operand, operandPath), path),
            "people" or "relation" or "created_by" or "last_edited_by" =>
                List(word, [State.Ids.Read(Expect.Text(operand, operandPath, 100), operandPath)], path),
            _ => throw Unknown(word, path),
        };
    }

    private static Func<JsonNode?, bool> Text(string word, string operand, string path)
    {
        const StringComparison Ignore = StringComparison.OrdinalIgnoreCase;
        return word switch
        {
            "equals" => value => string.Equals(Of(value), operand, Ignore),
            "does_not_equal" => value => !string.Equals(Of(value), operand, Ignore),
            "contains" => value => Of(value).Contains(operand, Ignore),
            "does_not_contain" => value => !Of(value).Contains(operand, Ignore),
            "starts_with" => value => Of(value).StartsWith(operand, Ignore),
            "ends_with" => value => Of(value).EndsWith(operand, Ignore),
            _ => throw Unknown(word, path),
        };

        static string Of(JsonNode? value) => value?.GetValue<string>() ?? "";
    }

    private static Func<JsonNode?, bool> Number(string word, double operand, string path)
    {
        Func<double, bool> holds = word switch
        {
            "equals" => number => number.Equals(operand),
            "greater_than" => number => number > operand,
            "greater_than_or_equal_to" => number => number >= operand,
            "less_than" => number => number < operand,
            "less_than_or_equal_to" => number => number <= operand,
            "does_not_equal" => number => !number.Equals(operand),
            _ => throw Unknown(word, path),
        };
        return value => value is null ? word == "does_not_equal" : holds(Numbers.Of(value));
    }

    private static Func<JsonNode?, bool> Checkbox(string word, bool operand, string path) => word switch
    {
        "equals" => value => (value?.GetValue<bool>() ?? false) == operand,
        "does_not_equal" => value => (value?.GetValue<bool>() ?? false) != operand,
        _ => throw Unknown(word, path),
    };

    private static Func<JsonNode?, bool> Choice(string word, string[] operands, string path) => word switch
    {
        "equals" => value => value is not null && operands.Contains(value.GetValue<string>()),
        "does_not_equal" => value => value is null || !operands.Contains(value.GetValue<string>()),
        _ => throw Unknown(word, path),
    };

    private static Func<JsonNode?, bool> List(string word, string[] operands, string path) => word switch
    {
        "contains" => value => Items(value).Intersect(operands).Any(),
        "does_not_contain" => value => !Items(value).Intersect(operands).Any(),
        _ => throw Unknown(word, path),
    };

    private static IEnumerable<string> Items(JsonNode? value) => (value as JsonArray ?? []).Select(item => item?.GetValue<string>() ?? "");

    private static bool IsEmpty(JsonNode? value) => value switch
    {
        null => true,
        JsonArray list => list.Count == 0,
        _ => value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0,
    };

    private static string[] Texts(JsonNode? operand, string path) => operand is JsonArray list
        ? [.. list.Select((item, index) => Expect.Text(item, $"{path}[{index}]", 2000))]
        : [Expect.Text(operand, path, 2000)];

    private static NotionRefusedException Unknown(string word, string path) => InvalidBody($"{path}.{word}", "not present");
}
