using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Records;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>Phones and e-mail addresses as the classic methods have them: a list by type.</summary>
internal static class ClassicMultifields
{
    private static readonly string[] Types = ["PHONE", "EMAIL", "WEB", "IM", "LINK"];

    /// <summary>A type of which there is nothing is left out.</summary>
    public static void Print(JsonObject printed, CrmItem item, IReadOnlySet<string>? select)
    {
        var entries = (item["FM"] as IEnumerable<object> ?? []).OfType<PortalMultifield>().ToLookup(entry => entry.TypeId);
        foreach (var type in Types.Where(type => entries.Contains(type) && (select?.Contains(type) ?? true)))
        {
            printed[type] = new JsonArray([.. entries[type].Select(entry => new JsonObject
            {
                ["ID"] = entry.Id.ToString(CultureInfo.InvariantCulture),
                ["VALUE_TYPE"] = entry.ValueType,
                ["VALUE"] = entry.Value,
                ["TYPE_ID"] = type,
            })]);
        }
    }

    /// <summary>What a caller wrote to the lists; null when he wrote to none.</summary>
    public static List<object>? Read(JsonNode? fields, ValueContext context)
    {
        var entries = Php.Entries(fields).Where(entry => Types.Contains(entry.Key)).ToList();
        return entries.Count == 0
            ? null
            : [.. entries.SelectMany(entry =>
                (Php.Elements(entry.Value) ?? []).OfType<JsonObject>().Select(map => Read(entry.Key, map, context)))];
    }

    private static PortalMultifield Read(string type, JsonObject map, ValueContext context)
    {
        var value = Php.Text(map["DELETE"]) == "Y" ? "" : Php.Text(map["VALUE"]);
        var valueType = Php.IsEmpty(map["VALUE_TYPE"]) ? "WORK" : Php.Text(map["VALUE_TYPE"]);
        return new PortalMultifield(type, value, valueType, Php.Integer(map["ID"]) ?? context.NextId());
    }
}
