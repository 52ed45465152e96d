using System.Text.Json.Nodes;
using FunctionsSync.Service.Flows;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;

namespace FunctionsSync.App.Tests;

/// <summary>The alerts of <c>infra/modules/alerts.bicep</c> look for our log events by name: that is how they must arrive.</summary>
public sealed class AzureMonitorTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Logs_ConnectionStringSet_ArriveWithTheNameOfTheirEvent()
    {
        await using var ingestion = Ingestion.Start();
        using (var host = await StartAsync(ingestion.ConnectionString))
        {
            var logger = host.Services.GetRequiredService<ILogger<FlowControl>>();
            using var activity = new System.Diagnostics.Activity("A trace that sampling leaves out").Start();
            logger.Log(LogLevel.Error, new EventId(1, "Stopped"), "Projects is stopped.", null, (text, _) => text);
            logger.Log(LogLevel.Error, new EventId(2, "Parked"), "One is parked.", new InvalidOperationException("refused"), (text, _) => text);
            // A host that is disposed of waits five seconds at the most.
            Assert.True(host.Services.GetRequiredService<LoggerProvider>().ForceFlush((int)Patience.TotalMilliseconds));
            await host.StopAsync(Ended);
        }

        var events = ingestion.Items
            .Where(item => Property(item, "CategoryName") == typeof(FlowControl).FullName)
            .Select(item => $"{item["name"]} {Property(item, "EventName")}");
        Assert.Equal(["Exception Parked", "Message Stopped"], events.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Logs_NoConnectionString_GoNowhere()
    {
        using var host = await StartAsync(connectionString: null);

        host.Services.GetRequiredService<ILogger<FlowControl>>().Log(LogLevel.Error, new EventId(1, "Stopped"), "Stopped.", null, (text, _) => text);
        await host.StopAsync(Ended);
    }

    private static async Task<IHost> StartAsync(string? connectionString)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("APPLICATIONINSIGHTS_CONNECTION_STRING", connectionString)]);
        builder.Services.AddOpenTelemetry().AddAzureMonitor(builder.Configuration);
        var host = builder.Build();
        await host.StartAsync(Ended);
        return host;
    }

    private static string? Property(JsonNode item, string name) => item["data"]?["baseData"]?["properties"]?[name]?.GetValue<string>();
}
