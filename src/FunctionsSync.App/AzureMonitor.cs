using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using OpenTelemetry;

namespace FunctionsSync.App;

/// <summary>Sends the worker's own logs and traces to Application Insights: the host no longer does once the worker speaks OpenTelemetry.</summary>
public static class AzureMonitor
{
    private const string ConnectionString = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>Set where Application Insights takes telemetry from identities only; the identity is the one of <c>AZURE_CLIENT_ID</c>.</summary>
    private const string Authentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>Nothing where no connection string is set: on a developer's machine.</summary>
    public static IOpenTelemetryBuilder AddAzureMonitor(this IOpenTelemetryBuilder telemetry, IConfiguration configuration) =>
        configuration[ConnectionString] is not { Length: > 0 } connectionString
            ? telemetry
            : telemetry.UseAzureMonitorExporter(options =>
            {
                options.ConnectionString = connectionString;
                options.Credential = configuration[Authentication] is { Length: > 0 } ? new DefaultAzureCredential() : null;
                // By default logs are left out together with the traces that sampling leaves out, and alerts wait for those logs.
                options.EnableTraceBasedLogsSampler = false;
                options.EnableLiveMetrics = false;
            });
}
