using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;

namespace FunctionsSync.Service.Tests;

/// <summary>Settings, fields and values as the tests like to write them.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    public static readonly FieldKey Title = FieldKey.Of("TITLE", "Name");
    public static readonly FieldKey Stage = FieldKey.Of("STAGE_ID", "Status");
    public static readonly FieldKey Amount = FieldKey.Of("OPPORTUNITY", "Amount");
    public static readonly DataSourceId DataSource = new(new Guid("11111111-1111-1111-1111-111111111111"));

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static CanonicalValue Text(string value) => CanonicalValue.FromText(value);

    public static CanonicalValue Choice(string name) => CanonicalValue.FromChoice(name);

    public static CanonicalValue Number(decimal value) => new CanonicalValue.Number(value);

    /// <summary>Deals and pages with a name, a status and an amount.</summary>
    public static FlowSettings Projects(string name = "Projects") => new()
    {
        Name = name,
        Bitrix24 = new() { Entity = "deal" },
        Notion = new() { DataSource = DataSource.ToString() },
        Fields =
        [
            new() { Bitrix24 = "TITLE", Notion = "Name" },
            new() { Bitrix24 = "STAGE_ID", Notion = "Status" },
            new() { Bitrix24 = "OPPORTUNITY", Notion = "Amount" },
        ],
    };

    public static SyncFile File(params FlowSettings[] flows) => new() { Flows = flows };

    public static Bitrix24Field Field(string name, ValueKind? kind = ValueKind.Text, string type = "string", bool isReadOnly = false) =>
        new() { Name = name, ApiName = name, Type = type, Kind = kind, IsReadOnly = isReadOnly };

    public static NotionProperty Property(string name, ValueKind? kind = ValueKind.Text, string type = "rich_text") =>
        new() { Id = $"id-{name}", Name = name, Type = type, Kind = kind, IsReadOnly = false };

    public static SyncRequest Event(long id, string? flow = null) =>
        new(new RecordRef.Bitrix24(EntityType.Deal, new(id)), SyncCause.Bitrix24Event, Noon, flow is null ? null : new FlowName(flow));

    public static RemoteException Failure(RemoteFailure failure, TimeSpan? retryAfter = null) =>
        new(failure, $"{failure}, as the test wants it.") { RetryAfter = retryAfter };
}
