using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>Sorts records as an <c>order</c> map says; what is equal keeps the order of ids.</summary>
internal static class ItemOrder
{
    public static IEnumerable<CrmItem> Apply(IEnumerable<CrmItem> items, JsonNode? order, Func<string, FieldDefinition?> find)
    {
        IOrderedEnumerable<CrmItem>? sorted = null;
        foreach (var (name, direction) in Php.Entries(order))
        {
            if (find(name) is not { } field)
                continue;
            var descending = Php.Text(direction).Equals("DESC", StringComparison.OrdinalIgnoreCase);
            IComparable? Key(CrmItem item) => field.Multiple ? null : field.Type.Key(item[field.Name]);
            sorted = (sorted, descending) switch
            {
                (null, false) => items.OrderBy(Key),
                (null, true) => items.OrderByDescending(Key),
                (_, false) => sorted.ThenBy(Key),
                (_, true) => sorted.ThenByDescending(Key),
            };
        }
        return sorted?.ThenBy(item => item.Id) ?? items;
    }
}
