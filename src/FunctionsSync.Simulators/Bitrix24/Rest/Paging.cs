using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>Lists come by 50. With <c>start=-1</c> nothing is counted: no total, no next.</summary>
internal static class Paging
{
    public const int PageSize = 50;

    public static RestResult Page<T>(IReadOnlyList<T> rows, JsonNode? start, Func<T, JsonNode?> print, Func<JsonArray, JsonNode> wrap)
    {
        var from = Php.Integer(start) ?? 0;
        if (from < 0)
            return new RestResult(wrap(Print(rows.Take(PageSize), print)));
        from -= from % PageSize;
        var next = from + PageSize;
        return new RestResult(wrap(Print(rows.Skip(from).Take(PageSize), print)), rows.Count, next < rows.Count ? next : null);
    }

    private static JsonArray Print<T>(IEnumerable<T> rows, Func<T, JsonNode?> print) => new([.. rows.Select(print)]);
}
