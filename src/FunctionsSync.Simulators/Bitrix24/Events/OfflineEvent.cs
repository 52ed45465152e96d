using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Bitrix24.Events;

/// <summary>A row of the queue of offline events: what happened to a record, not how often.</summary>
internal sealed record OfflineEvent(int Id, string Event, JsonObject Data, string MessageId, string Connector, int UserId)
{
    public DateTimeOffset At { get; set; }

    /// <summary>Who has reserved it; empty while nobody has.</summary>
    public string ProcessId { get; set; } = "";

    /// <summary>Whether whoever had it said that it failed.</summary>
    public bool HasFailed { get; set; }
}
