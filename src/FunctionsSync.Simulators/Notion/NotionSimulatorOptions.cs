namespace FunctionsSync.Simulators.Notion;

/// <summary>What kind of Notion workspace to simulate.</summary>
public sealed record NotionSimulatorOptions
{
    /// <summary>The loopback port to listen on; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The only installation token that is accepted.</summary>
    public string Token { get; init; } = "ntn_simulated";

    /// <summary>The clock of the workspace: edit times, the query lag, the request budget and delays follow it.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How many requests any 60 seconds may hold; further ones get 429. Notion's smaller plans allow 180.</summary>
    public int RequestsPerMinute { get; init; } = 180;

    /// <summary>How long queries keep answering as if a change had not been made. Retrieving a page by id knows it at once.</summary>
    public TimeSpan QueryLag { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long webhooks gather what happens to one page or data source. Notion: under a minute.</summary>
    public TimeSpan WebhookWindow { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>By how much the lag differs from change to change: a later one may be seen before an earlier one. Zero: it never does.</summary>
    public TimeSpan QueryLagSpread { get; init; }

    /// <summary>How many rows one query (its whole chain of pages) gives out before it ends as <c>incomplete</c>. Notion: 10,000.</summary>
    public int QueryResultLimit { get; init; } = 10_000;

    /// <summary>Origins whose pages may use the control API in a browser. Others are refused.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Makes all generated ids the same in every run; null draws new ones.</summary>
    public int? Seed { get; init; }
}
