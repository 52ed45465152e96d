namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>How a simulated portal is set up. The secrets are obviously not real.</summary>
public sealed record Bitrix24SimulatorOptions
{
    /// <summary>TCP port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public string ClientId { get; init; } = "local.simulated.client";

    public string ClientSecret { get; init; } = "simulated-client-secret";

    /// <summary>Sent with every event; constant per portal and application.</summary>
    public string ApplicationToken { get; init; } = "simulated-application-token";

    public string MemberId { get; init; } = "00000000000000000000000000b24b24";

    /// <summary>Scopes of the application. Without <c>crm</c>, <c>task</c> or <c>user</c> the methods of that scope answer 403
    /// <c>insufficient_scope</c>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["crm", "task", "user"];

    /// <summary>Codes <c>feature.get</c> answers with Y, such as <c>rest_auth_connector</c>.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Time from a change to the one attempt to deliver its event.</summary>
    public TimeSpan EventDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The offset the portal prints its times with.</summary>
    public TimeSpan ServerTimeZoneOffset { get; init; } = TimeSpan.FromHours(3);

    /// <summary>Capacity of the leaky bucket, in requests; the next one is answered 503 <c>QUERY_LIMIT_EXCEEDED</c>.</summary>
    public int RequestBurst { get; init; } = 50;

    /// <summary>How fast the leaky bucket drains, in requests per second.</summary>
    public double RequestsPerSecond { get; init; } = 2;

    /// <summary>Execution time one method may use in ten minutes; above it the method is answered 429
    /// <c>OPERATION_TIME_LIMIT</c>.</summary>
    public TimeSpan OperatingLimit { get; init; } = TimeSpan.FromSeconds(480);

    public string DefaultCurrency { get; init; } = "RUB";

    /// <summary>Origins of pages that may call the control API from a browser, such as <c>http://127.0.0.1:5000</c>.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];
}
