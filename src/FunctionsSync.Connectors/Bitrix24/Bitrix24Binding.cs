using System.Globalization;
using System.Text.Json;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// References to CRM records: a bare id, or a prefix and an id such as <c>D_12</c>.
/// Source: https://apidocs.bitrix24.com/api-reference/crm/data-types.html#crm-binding-format.
/// </summary>
internal static class Bitrix24Binding
{
    private static readonly (string Prefix, EntityType Entity)[] Prefixes =
        [("L", EntityType.Lead), ("D", EntityType.Deal), ("C", EntityType.Contact), ("CO", EntityType.Company), ("Q", new("item:7")), ("SI", new("item:31"))];

    /// <param name="value">The value as it came.</param>
    /// <param name="entity">What a bare id is an id of; null where it is of nothing known.</param>
    /// <returns>Null for no record, and for one of a kind that is not known.</returns>
    public static RecordRef.Bitrix24? Read(JsonElement value, EntityType? entity)
    {
        var text = PhpJson.Text(value);
        var split = text?.IndexOf('_', StringComparison.Ordinal) ?? -1;
        var of = text is not null && split > 0 ? EntityOf(text[..split]) : entity;
        return of is { } known && Bitrix24Id.TryParse(text?[(split + 1)..], out var id) ? new(known, id) : null;
    }

    public static string Write(RecordRef.Bitrix24 record) =>
        $"{Prefixes.FirstOrDefault(known => known.Entity == record.Entity).Prefix ?? "T" + Bitrix24EntityTypeId.Of(record.Entity).ToString("x", CultureInfo.InvariantCulture)}_{record.Id}";

    private static EntityType? EntityOf(string prefix) =>
        Prefixes.FirstOrDefault(known => known.Prefix == prefix) is { Prefix: not null } found ? found.Entity
        : prefix.StartsWith('T') && int.TryParse(prefix[1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var typeId)
            ? new EntityType(string.Create(CultureInfo.InvariantCulture, $"item:{typeId}"))
            : null;
}
