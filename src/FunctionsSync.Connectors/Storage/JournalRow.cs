using System.Text.Json;
using Azure.Data.Tables;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>How the table <c>Journal</c> holds an entry.</summary>
internal static class JournalRow
{
    private const string ExpiresAtProperty = "expiresAt";
    private const string AtProperty = "at";
    private const string KindProperty = "kind";
    private const string FlowProperty = "flow";
    private const string Bitrix24IdProperty = "bitrix24Id";
    private const string PageIdProperty = "pageId";
    private const string WrittenToProperty = "writtenTo";
    private const string FieldsProperty = "fields";
    private const string ReasonProperty = "reason";
    private const string LostValueProperty = "lostValue";

    public static TableEntity Write(string partition, string key, JournalEntry entry, DateTimeOffset expiresAt)
    {
        var row = new TableEntity(partition, key)
        {
            [AtProperty] = entry.At,
            [ExpiresAtProperty] = expiresAt,
            [KindProperty] = entry.Kind.ToString(),
            [FlowProperty] = entry.Flow.Value,
            [Bitrix24IdProperty] = entry.Bitrix24Id.Value,
            [PageIdProperty] = entry.PageId?.ToString(),
            [WrittenToProperty] = StoredSide.Write(entry.WrittenTo),
        };
        LongText.Write(row, FieldsProperty, JsonSerializer.Serialize([.. entry.Fields], StorageJson.Compact.StringArray));
        LongText.Write(row, ReasonProperty, entry.Reason);
        LongText.Write(row, LostValueProperty, entry.LostValue);
        return row;
    }

    /// <summary>Null for an entry of a kind only a newer version knows: one row must not hide all others.</summary>
    public static JournalEntry? Read(TableEntity row) =>
        Enum.TryParse<JournalKind>(row.GetString(KindProperty), out var kind)
            ? new()
            {
                Id = row.RowKey,
                At = row.GetDateTimeOffset(AtProperty) ?? throw Missing(row, AtProperty),
                Kind = kind,
                Flow = new(row.GetString(FlowProperty) ?? throw Missing(row, FlowProperty)),
                Bitrix24Id = new(row.GetInt64(Bitrix24IdProperty) ?? throw Missing(row, Bitrix24IdProperty)),
                PageId = PageId.TryParse(row.GetString(PageIdProperty), out var page) ? page : null,
                WrittenTo = StoredSide.Read(row.GetString(WrittenToProperty)),
                Fields = LongText.Read(row, FieldsProperty) is { } fields
                    ? JsonSerializer.Deserialize(fields, StorageJson.Compact.StringArray) ?? []
                    : [],
                Reason = LongText.Read(row, ReasonProperty),
                LostValue = LongText.Read(row, LostValueProperty),
            }
            : null;

    public static DateTimeOffset ExpiresAt(TableEntity row) => row.GetDateTimeOffset(ExpiresAtProperty) ?? throw Missing(row, ExpiresAtProperty);

    private static InvalidDataException Missing(TableEntity row, string property) =>
        new($"The journal row '{row.RowKey}' has no {property}.");
}
