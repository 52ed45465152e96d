using System.Globalization;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>What several kinds of records do alike when they are saved.</summary>
internal static class ItemDefaults
{
    /// <summary>A record without a name is called by its number.</summary>
    public static void Name(CrmItem item, string field, string kind)
    {
        if (item.Get<string>(field) is null or "")
            item[field] = string.Create(CultureInfo.InvariantCulture, $"{kind} #{item.Id}");
    }

    public static void Owner(CrmItem item, Save save)
    {
        item["ASSIGNED_BY_ID"] ??= save.UserId;
        item["OPENED"] ??= true;
    }

    public static void Amount(CrmItem item, string defaultCurrency)
    {
        if (FieldTypes.Currency.IsEmpty(item["CURRENCY_ID"]))
            item["CURRENCY_ID"] = defaultCurrency;
        item["OPPORTUNITY"] ??= 0m;
    }

    /// <summary>The list and its first element are two fields for the same thing; whichever is written decides.</summary>
    public static void Links(CrmItem item, string list, string first, IReadOnlySet<string> written)
    {
        if (written.Contains(first) && !written.Contains(list))
            item[list] = item.Get<int>(first) is var id and not 0 ? new List<object> { id } : [];
        item[list] ??= new List<object>();
        item[first] = item[list] is IReadOnlyList<object> { Count: > 0 } ids ? ids[0] : 0;
    }

    public static void Multifields(CrmItem item)
    {
        var entries = (item["FM"] as IEnumerable<object> ?? []).OfType<PortalMultifield>().ToList();
        item["HAS_PHONE"] = entries.Exists(entry => entry.TypeId == "PHONE");
        item["HAS_EMAIL"] = entries.Exists(entry => entry.TypeId == "EMAIL");
    }
}
