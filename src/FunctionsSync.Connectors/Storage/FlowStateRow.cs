using Azure.Data.Tables;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Storage;

/// <summary>How the table <c>Flows</c> holds a state.</summary>
internal static class FlowStateRow
{
    public const string Partition = "flow";

    private const string StatusProperty = "status";
    private const string ReasonProperty = "reason";
    private const string SinceProperty = "since";
    private const string IsConfirmedProperty = "isConfirmed";
    private const string ScopeProperty = "scope";
    private const string ComparedAtProperty = "comparedAt";
    private const string Bitrix24CountProperty = "bitrix24Count";
    private const string NotionCountProperty = "notionCount";
    private const string DeletionsSinceProperty = "deletionsSince";
    private const string DeletionsProperty = "deletions";
    private const string DeletionLimitProperty = "deletionLimit";

    public static string Key(FlowName flow) => TableKey.Of(flow.Value);

    public static TableEntity Write(FlowState state) => new(Partition, Key(state.Flow))
    {
        [StatusProperty] = state.Status.ToString(),
        [ReasonProperty] = state.Reason,
        [SinceProperty] = state.Since,
        [IsConfirmedProperty] = state.IsConfirmed,
        [ScopeProperty] = state.Scope?.Value,
        [ComparedAtProperty] = state.ComparedAt,
        [Bitrix24CountProperty] = state.Bitrix24Count,
        [NotionCountProperty] = state.NotionCount,
        [DeletionsSinceProperty] = state.DeletionsSince,
        [DeletionsProperty] = state.Deletions,
        [DeletionLimitProperty] = state.DeletionLimit,
    };

    public static FlowState Read(FlowName flow, TableEntity row) => new()
    {
        Flow = flow,
        // A status only a newer version knows is none in which this one may work.
        Status = Enum.TryParse<FlowStatus>(row.GetString(StatusProperty), out var status) ? status : FlowStatus.Stopped,
        Reason = row.GetString(ReasonProperty),
        Since = row.GetDateTimeOffset(SinceProperty),
        IsConfirmed = row.GetBoolean(IsConfirmedProperty) ?? false,
        Scope = row.GetString(ScopeProperty) is { } scope ? new Fingerprint(scope) : null,
        ComparedAt = row.GetDateTimeOffset(ComparedAtProperty),
        Bitrix24Count = row.GetInt32(Bitrix24CountProperty) ?? 0,
        NotionCount = row.GetInt32(NotionCountProperty) ?? 0,
        DeletionsSince = row.GetDateTimeOffset(DeletionsSinceProperty),
        Deletions = row.GetInt32(DeletionsProperty) ?? 0,
        DeletionLimit = row.GetInt32(DeletionLimitProperty),
        ETag = row.ETag.ToString(),
    };
}
