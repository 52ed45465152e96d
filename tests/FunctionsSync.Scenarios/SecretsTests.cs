using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Scenarios;

/// <summary>Secrets stay in their store: not in a log line, a row or a message, also when a system refuses them.</summary>
public sealed class SecretsTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WithRefusedTokens_LeavesNoSecretInLogsAndStorage()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        var host = await scenario.StartHostAsync();
        using var log = new LogText();
        host.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        var (store, portal) = (host.Services.GetRequiredService<ISecretStore>(), scenario.Systems.Bitrix24.Portal);
        var seeded = await ReadAllAsync(store);

        var deal = scenario.Systems.AddDeal("Roof");
        await scenario.SettleAsync();
        portal.RevokeTokens();
        scenario.Systems.EditDeal(deal, "TITLE", "Wall");
        await Eventually.TrueAsync("the refusal is told", () => Task.FromResult(log.Text.Contains("Reinstall", StringComparison.Ordinal)), Patience, Ended);
        // What was refused waits in the queue until the connection works again.
        await Eventually.TrueAsync("the request waits", async () => await scenario.CountQueuedAsync() == 1, Patience, Ended);
        await store.WriteAsync(SecretNames.Bitrix24Tokens, Tokens(portal.IssueTokens(portal.IntegrationUserId)), Ended);

        seeded.UnionWith(await ReadAllAsync(store));
        Assert.Equal(7, seeded.Count);
        var stored = await ReadStorageAsync(scenario.Settings["AzureWebJobsStorage"] ?? string.Empty);
        Assert.Contains("Projects", stored, StringComparison.Ordinal);
        Assert.Contains("waiting", stored, StringComparison.Ordinal);
        Assert.All(seeded, secret =>
        {
            Assert.True(secret.Length >= 10, "A secret this short would be found by chance.");
            Assert.DoesNotContain(secret, log.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, stored, StringComparison.Ordinal);
        });
    }

    private static async Task<HashSet<string>> ReadAllAsync(ISecretStore store)
    {
        async Task<string> Read(string name) => await store.ReadAsync(name, Ended) ?? string.Empty;
        var tokens = JsonNode.Parse(await Read(SecretNames.Bitrix24Tokens))!;
        return
        [
            await Read(SecretNames.NotionToken), await Read(SecretNames.Bitrix24ClientSecret), await Read(SecretNames.Bitrix24ApplicationToken),
            tokens["access_token"]!.GetValue<string>(), tokens["refresh_token"]!.GetValue<string>(),
        ];
    }

    private static string Tokens(IssuedTokens issued) => new JsonObject
    {
        ["access_token"] = issued.AccessToken,
        ["refresh_token"] = issued.RefreshToken,
        ["member_id"] = new Bitrix24SimulatorOptions().MemberId,
    }.ToJsonString();

    /// <summary>Every row of every table, and every message of every queue; one is put into each poison queue to see that they are read.</summary>
    private static async Task<string> ReadStorageAsync(string connectionString)
    {
        var text = new StringBuilder();
        var tables = new TableServiceClient(connectionString);
        await foreach (var table in tables.QueryAsync(cancellationToken: Ended))
        {
            await foreach (var row in tables.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: Ended))
            {
                text.AppendLine(string.Join(' ', row));
            }
        }

        var queues = new QueueServiceClient(connectionString, new() { MessageEncoding = QueueMessageEncoding.Base64 });
        await foreach (var queue in queues.GetQueuesAsync(cancellationToken: Ended))
        {
            var client = queues.GetQueueClient(queue.Name);
            if (queue.Name.EndsWith("-poison", StringComparison.Ordinal))
            {
                await client.SendMessageAsync("waiting", Ended);
            }

            foreach (var message in (await client.PeekMessagesAsync(32, Ended)).Value)
            {
                text.AppendLine(message.Body.ToString());
            }
        }

        return text.ToString();
    }

    private sealed class LogText : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public string Text => string.Join('\n', _lines);

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
