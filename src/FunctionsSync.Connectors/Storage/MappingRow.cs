using System.Collections.Immutable;
using System.Text.Json;
using Azure.Data.Tables;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Connectors.Storage;

/// <summary>A mapping in the table <c>Mappings</c>: a forward row by Bitrix24 id and, once there is a page, a reverse row by page.</summary>
internal static class MappingRow
{
    /// <summary>Every forward key starts with it.</summary>
    public const string ForwardPrefix = "b:";

    /// <summary>Sorts after every forward key.</summary>
    public const string ForwardEnd = "b;";

    private const string Bitrix24IdProperty = "bitrix24Id";
    private const string PageIdProperty = "pageId";
    private const string BaselineProperty = "baseline";
    private const string SyncSourceProperty = "syncSource";
    private const string WrittenAtProperty = "writtenAt";
    private const string ClaimedUntilProperty = "claimedUntil";
    private const string IntendedProperty = "intended";
    private const string BodyPrintsProperty = "body";
    private const string BodyWrittenProperty = "bodyWritten";
    private const string BodyPendingProperty = "bodyPending";

    private const string LossProperty = "loss";
    private const string LostSinceProperty = "lostSince";
    private const string OnlyInBitrix24 = InBitrix24;
    private const string OnlyInNotion = InNotion;
    private const string InBitrix24 = "b";
    private const string InNotion = "n";

    public static string Partition(FlowName flow) => TableKey.Of(flow.Value);

    public static string Key(Bitrix24Id id) => ForwardPrefix + id;

    public static string Key(PageId page) => "n:" + page;

    public static TableEntity Forward(RecordMapping mapping)
    {
        var row = new TableEntity(Partition(mapping.Flow), Key(mapping.Bitrix24Id))
        {
            [Bitrix24IdProperty] = mapping.Bitrix24Id.Value,
            [PageIdProperty] = mapping.PageId?.ToString(),
            [SyncSourceProperty] = StoredSide.Write(mapping.SyncSource),
            [WrittenAtProperty] = mapping.WrittenAt,
            [ClaimedUntilProperty] = mapping.ClaimedUntil,
            [BodyWrittenProperty] = mapping.Body?.Written,
            [BodyPendingProperty] = mapping.Body?.Pending,
            [LossProperty] = mapping.Tombstone?.Loss.ToString(),
            [LostSinceProperty] = mapping.Tombstone?.Since,
        };
        LongText.Write(row, BodyPrintsProperty, mapping.Body?.Prints);
        LongText.Write(row, BaselineProperty, WriteBaseline(mapping.Baseline));
        LongText.Write(row, IntendedProperty, mapping.Intended.Count == 0 ? null : WriteIntended(mapping.Intended));
        return row;
    }

    public static TableEntity Reverse(FlowName flow, PageId page, Bitrix24Id id) =>
        new(Partition(flow), Key(page)) { [Bitrix24IdProperty] = id.Value };

    public static RecordMapping ReadForward(FlowName flow, TableEntity row) => new()
    {
        Flow = flow,
        Bitrix24Id = ReadId(row),
        PageId = PageId.TryParse(row.GetString(PageIdProperty), out var page) ? page : null,
        Baseline = ReadBaseline(LongText.Read(row, BaselineProperty)),
        SyncSource = StoredSide.Read(row.GetString(SyncSourceProperty)),
        WrittenAt = row.GetDateTimeOffset(WrittenAtProperty),
        ClaimedUntil = row.GetDateTimeOffset(ClaimedUntilProperty),
        Intended = ReadIntended(LongText.Read(row, IntendedProperty)),
        Body = LongText.Read(row, BodyPrintsProperty) is { } prints
            ? new(prints, row.GetInt32(BodyWrittenProperty) ?? 0, row.GetInt32(BodyPendingProperty) ?? 0)
            : null,
        Tombstone = ReadTombstone(row),
        ETag = row.ETag.ToString(),
    };

    public static Bitrix24Id ReadId(TableEntity row) =>
        new(row.GetInt64(Bitrix24IdProperty) ?? throw new InvalidDataException($"The mapping row '{row.RowKey}' has no {Bitrix24IdProperty}."));

    private static Tombstone? ReadTombstone(TableEntity row) => row.GetString(LossProperty) is { } loss
        ? new(
            Enum.TryParse<Loss>(loss, out var known) ? known : throw new InvalidDataException($"The mapping row '{row.RowKey}' has the unknown {LossProperty} '{loss}'."),
            row.GetDateTimeOffset(LostSinceProperty) ?? default)
        : null;

    /// <summary>A field is an array: Bitrix24's fingerprint, Notion's and, where a value never reached the other side, whose value that is.</summary>
    private static string WriteBaseline(Baseline baseline) =>
        JsonSerializer.Serialize(baseline.Fields.ToDictionary(field => field.Key.Value, field => WriteField(field.Value)), StorageJson.Compact.DictionaryStringStringArray);

    private static string[] WriteField(FieldBaseline field) => field is { OnlyInBitrix24: false, OnlyInNotion: false }
        ? [field.Bitrix24.Value, field.Notion.Value]
        : [field.Bitrix24.Value, field.Notion.Value, $"{(field.OnlyInBitrix24 ? OnlyInBitrix24 : string.Empty)}{(field.OnlyInNotion ? OnlyInNotion : string.Empty)}"];

    private static Baseline ReadBaseline(string? json)
    {
        var fields = json is null ? null : JsonSerializer.Deserialize(json, StorageJson.Compact.DictionaryStringStringArray);
        return fields is null
            ? Baseline.None
            : new(fields.ToImmutableDictionary(field => new FieldKey(field.Key), field => ReadField(field.Value)));
    }

    /// <summary>A field is an array: the side that is written to, and the two fingerprints.</summary>
    private static string WriteIntended(IReadOnlyDictionary<FieldKey, IntendedWrite> intended) => JsonSerializer.Serialize(
        intended.ToDictionary(
            write => write.Key.Value,
            write => new[] { write.Value.To == Side.Bitrix24 ? InBitrix24 : InNotion, write.Value.Baseline.Bitrix24.Value, write.Value.Baseline.Notion.Value }),
        StorageJson.Compact.DictionaryStringStringArray);

    private static IReadOnlyDictionary<FieldKey, IntendedWrite> ReadIntended(string? json)
    {
        var fields = json is null ? null : JsonSerializer.Deserialize(json, StorageJson.Compact.DictionaryStringStringArray);
        return fields is null ? Intentions.None : fields.ToDictionary(field => new FieldKey(field.Key), field => ReadIntended(field.Value));
    }

    private static IntendedWrite ReadIntended(string[] write) => write is [InBitrix24 or InNotion, var bitrix24, var notion]
        ? new(write[0] == InBitrix24 ? Side.Bitrix24 : Side.Notion, new(new(bitrix24), new(notion)))
        : throw new InvalidDataException($"An intended write has a side and two fingerprints, this one has {write.Length} parts.");

    private static FieldBaseline ReadField(string[] field) => field switch
    {
        [var bitrix24, var notion] => new(new(bitrix24), new(notion)),
        [var bitrix24, var notion, var only] => new(
            new(bitrix24), new(notion), only.Contains(OnlyInBitrix24, StringComparison.Ordinal), only.Contains(OnlyInNotion, StringComparison.Ordinal)),
        _ => throw new InvalidDataException($"A field of a baseline has two fingerprints and perhaps a mark, this one has {field.Length} parts."),
    };
}
