using System.Globalization;

namespace FunctionsSync.Simulators.Bitrix24.Tasks;

/// <summary>What the events of a task carry. Where there is nothing to say stands the text <c>undefined</c>.</summary>
internal static class TaskEvent
{
    private const string Undefined = "undefined";

    public static IReadOnlyList<KeyValuePair<string, string>> Added(int id) => Data(null, id, "N", Undefined);

    public static IReadOnlyList<KeyValuePair<string, string>> Updated(int id) => Data(id, id, Undefined, Undefined);

    public static IReadOnlyList<KeyValuePair<string, string>> Deleted(int id) => Data(id, null, Undefined, "N");

    private static IReadOnlyList<KeyValuePair<string, string>> Data(int? before, int? after, string accessBefore, string accessAfter) =>
    [
        Fields("FIELDS_BEFORE", before),
        Fields("FIELDS_AFTER", after),
        new("data[IS_ACCESSIBLE_BEFORE]", accessBefore),
        new("data[IS_ACCESSIBLE_AFTER]", accessAfter),
    ];

    private static KeyValuePair<string, string> Fields(string name, int? id) => id is { } number
        ? new($"data[{name}][ID]", number.ToString(CultureInfo.InvariantCulture))
        : new($"data[{name}]", Undefined);
}
