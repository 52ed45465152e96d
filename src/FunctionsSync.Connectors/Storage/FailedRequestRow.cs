using Azure.Data.Tables;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>How the table <c>Failed</c> holds a request.</summary>
internal static class FailedRequestRow
{
    public const string Partition = "failed";

    private const string MessageProperty = "message";
    private const string RecordProperty = "record";
    private const string FlowProperty = "flow";
    private const string IsBulkProperty = "isBulk";
    private const string KindProperty = "kind";
    private const string ReasonProperty = "reason";
    private const string AttemptsProperty = "attempts";
    private const string FirstFailedAtProperty = "firstFailedAt";
    private const string LastFailedAtProperty = "lastFailedAt";
    private const string ParkedAtProperty = "parkedAt";

    public static TableEntity Write(FailedRequest request)
    {
        var row = new TableEntity(Partition, request.Id)
        {
            [RecordProperty] = request.Record?.ToString(),
            [FlowProperty] = request.Flow?.Value,
            [IsBulkProperty] = request.Lane == RequestLane.Bulk,
            [KindProperty] = request.Kind.ToString(),
            [AttemptsProperty] = request.Attempts,
            [FirstFailedAtProperty] = request.FirstFailedAt,
            [LastFailedAtProperty] = request.LastFailedAt,
            [ParkedAtProperty] = request.ParkedAt,
        };
        LongText.Write(row, MessageProperty, request.Message);
        LongText.Write(row, ReasonProperty, request.Reason);
        return row;
    }

    public static FailedRequest Read(TableEntity row) => new()
    {
        Id = row.RowKey,
        Message = LongText.Read(row, MessageProperty) ?? string.Empty,
        Record = row.GetString(RecordProperty) is { } record ? RecordRef.Parse(record) : null,
        Flow = row.GetString(FlowProperty) is { } flow ? new FlowName(flow) : null,
        Lane = row.GetBoolean(IsBulkProperty) == true ? RequestLane.Bulk : RequestLane.Live,
        // One of a kind only a newer version knows is still to be seen and replayed.
        Kind = Enum.TryParse<FailureKind>(row.GetString(KindProperty), out var kind) ? kind : FailureKind.Unexpected,
        Reason = LongText.Read(row, ReasonProperty) ?? string.Empty,
        Attempts = row.GetInt32(AttemptsProperty) ?? 0,
        FirstFailedAt = row.GetDateTimeOffset(FirstFailedAtProperty) ?? row.Timestamp ?? default,
        LastFailedAt = row.GetDateTimeOffset(LastFailedAtProperty) ?? row.Timestamp ?? default,
        ParkedAt = row.GetDateTimeOffset(ParkedAtProperty),
        ETag = row.ETag.ToString(),
    };
}
