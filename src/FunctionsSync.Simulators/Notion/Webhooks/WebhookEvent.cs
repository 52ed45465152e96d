using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Notion.Webhooks;

/// <summary>An event that gathers what happens to its entity until it leaves.</summary>
internal sealed class WebhookEvent(Subscription subscription, string id, string type, string entityId, DateTimeOffset dueAt)
{
    public Subscription Subscription { get; } = subscription;
    public string Id { get; } = id;

    /// <summary>Empty for the handshake.</summary>
    public string Type { get; } = type;
    public string EntityId { get; } = entityId;
    public DateTimeOffset At { get; set; }
    public DateTimeOffset DueAt { get; set; } = dueAt;
    public int Attempt { get; set; } = 1;
    public bool WasDelayed { get; set; }
    public JsonObject? Parent { get; init; }

    /// <summary>The user ids of everybody who had a part in it.</summary>
    public HashSet<string> Authors { get; } = [];

    /// <summary>Ids of the properties in <c>data.updated_properties</c>, as requests take them.</summary>
    public HashSet<string> Properties { get; } = [];
}
