using Azure.Data.Tables;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

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
    private const string PropertiesProperty = "properties";
    private const string SyncSourceProperty = "syncSource";
    private const string WrittenAtProperty = "writtenAt";
    private const string ClaimedUntilProperty = "claimedUntil";
    private const string IntendedProperty = "intended";
    private const string BodyPrintsProperty = "body";
    private const string BodyWrittenProperty = "bodyWritten";
    private const string BodyPendingProperty = "bodyPending";

    private const string LossProperty = "loss";
    private const string LostSinceProperty = "lostSince";

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
        LongText.Write(row, BaselineProperty, BaselineText.Write(mapping.Baseline.Fields));
        LongText.Write(row, PropertiesProperty, mapping.Baseline.Properties.Count == 0 ? null : BaselineText.Write(mapping.Baseline.Properties));
        LongText.Write(row, IntendedProperty, mapping.Intended.Count == 0 ? null : BaselineText.Write(mapping.Intended));
        return row;
    }

    public static TableEntity Reverse(FlowName flow, PageId page, Bitrix24Id id) =>
        new(Partition(flow), Key(page)) { [Bitrix24IdProperty] = id.Value };

    public static RecordMapping ReadForward(FlowName flow, TableEntity row) => new()
    {
        Flow = flow,
        Bitrix24Id = ReadId(row),
        PageId = PageId.TryParse(row.GetString(PageIdProperty), out var page) ? page : null,
        Baseline = new(BaselineText.ReadFields(LongText.Read(row, BaselineProperty))) { Properties = BaselineText.ReadProperties(LongText.Read(row, PropertiesProperty)) },
        SyncSource = StoredSide.Read(row.GetString(SyncSourceProperty)),
        WrittenAt = row.GetDateTimeOffset(WrittenAtProperty),
        ClaimedUntil = row.GetDateTimeOffset(ClaimedUntilProperty),
        Intended = BaselineText.ReadIntended(LongText.Read(row, IntendedProperty)),
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
}
