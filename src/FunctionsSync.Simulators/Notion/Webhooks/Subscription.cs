namespace FunctionsSync.Simulators.Notion.Webhooks;

/// <summary>What a person set up.</summary>
internal sealed class Subscription(string id, Uri address, string token, IReadOnlyCollection<string> types)
{
    public string Id { get; } = id;
    public Uri Address { get; } = address;
    public string Token { get; } = token;
    public bool IsVerified { get; set; }

    public bool Wants(string type) => IsVerified && (types.Count == 0 || types.Contains(type));
}
