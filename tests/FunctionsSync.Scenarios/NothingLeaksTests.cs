using System.Text.Json.Nodes;
using FunctionsSync.Cli.Hosting;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Intake;
using FunctionsSync.Service.Polling;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;
using FunctionsSync.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsSync.Scenarios;

/// <summary>
/// A busy time with faults, looked through afterwards: no token and no customer's value is in any log line, table or queue message, except the value
/// that gave way in a conflict, where it belongs.
/// </summary>
public sealed class NothingLeaksTests(AzuriteFixture azurite)
{
    private const string LostValue = "Journal/lostValue";

    private static readonly string[] CustomerValues =
        ["Zebra 4711", "Wombat 4712", "Narwhal 4713", "Okapi 4714", "Platypus 4715", "918273645", "Northwind", "petrova@example.com", "Petrova"];

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BusyTimeWithFaults_NoTokenAndNoCustomerValueIsLoggedOrStored()
    {
        await using var scenario = await Scenario.StartAsync(azurite, tokenLifetime: TimeSpan.FromSeconds(10));
        var systems = scenario.Systems;
        var secrets = new HashSet<string>(await ReadSecretsAsync(scenario));
        var firstTokens = await ReadTokensAsync(scenario);
        using var log = new KeptLog();
        var host = await scenario.StartHostAsync();
        Watch(host, log);
        await scenario.SubscribeAsync(host);

        Disturb(systems, "POST /v1/pages", new NotionFault.SavedButAborted());
        var deals = Enumerable.Range(1, 4).Select(_ => systems.AddDeal("Zebra 4711", amount: 918273645m)).ToList();
        await scenario.DrainAsync();
        await SendForgedAsync(host.Address, deals[0]);
        Disturb(systems, "PATCH /v1/pages", new NotionFault.Refused(500));
        systems.EditPage(deals[1], "Name", PageProperties.TitleOf("Wombat 4712"));
        systems.EditPage(deals[2], "Status", PageProperties.SelectOf("Platypus 4715"));
        await scenario.SettleAsync();
        secrets.UnionWith(await ReadSecretsAsync(scenario));
        Assert.NotEqual(firstTokens, await ReadTokensAsync(scenario));
        await ConflictAsync(scenario, deals[0]);

        await scenario.StopHostAsync(host);
        await LeaveMessagesAsync(scenario, deals[3]);
        secrets.UnionWith(await ReadSecretsAsync(scenario));

        var stored = await StoredTexts.ReadAsync(scenario.Settings["AzureWebJobsStorage"], Ended);
        string[] forbidden = [.. secrets, .. CustomerValues];
        AssertFree(log.Lines, forbidden);
        Assert.Contains(log.Lines, line => line.StartsWith("Debug: ", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.StartsWith("Warning: Bitrix24 event refused", StringComparison.Ordinal));
        AssertFree(stored.Messages, forbidden);
        Assert.Contains(stored.Messages, message => message.StartsWith("sync-requests: ", StringComparison.Ordinal));
        Assert.Contains(stored.Messages, message => message.StartsWith("sync-requests-poison: ", StringComparison.Ordinal));
        AssertFree(stored.Tables.Where(value => !value.StartsWith(LostValue, StringComparison.Ordinal)), forbidden);
        Assert.Contains(stored.Tables, value => value.StartsWith(LostValue, StringComparison.Ordinal) && value.Contains("4713", StringComparison.Ordinal));
        Assert.Contains(stored.Tables, value => value.StartsWith("Mappings/baseline", StringComparison.Ordinal));
        AssertFree(stored.Tables, [.. secrets]);
    }

    private static void AssertFree(IEnumerable<string> texts, string[] forbidden)
    {
        var leaks = texts.Where(text => forbidden.Any(value => text.Contains(value, StringComparison.OrdinalIgnoreCase))).Take(10).ToList();
        Assert.True(leaks.Count == 0, string.Join('\n', leaks));
    }

    /// <summary>At every level, whatever the console is told.</summary>
    private static void Watch(ServeHost host, KeptLog log)
    {
        var filters = host.Services.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>().CurrentValue;
        filters.MinLevel = LogLevel.Trace;
        filters.Rules.Add(new("Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider", categoryName: null, LogLevel.Warning, filter: null));
        // Filters are applied anew when a provider is added.
        host.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
    }

    /// <summary>A record whose write gets no clear answer is left alone for a minute: one write at a time meets such a fault.</summary>
    private static void Disturb(TwoSystems systems, string write, NotionFault fault)
    {
        systems.Notion.Workspace.Faults.Queue(write, fault);
        systems.Notion.Workspace.Faults.Queue("", new NotionFault.Refused(502));
        systems.Bitrix24.Portal.Faults.Add("*", new Fault.QueryLimitExceeded());
        systems.Bitrix24.Portal.Faults.Add("*", new Fault.InternalServerError());
        systems.Bitrix24.Portal.Faults.Add("*", new Fault.BadGateway());
    }

    /// <summary>Both sides say something else before either is looked at.</summary>
    private static async Task ConflictAsync(Scenario scenario, int deal)
    {
        scenario.Systems.Bitrix24.Portal.DropEvents.Next(1);
        scenario.Systems.Notion.Workspace.Webhooks.Drop.When(_ => true);
        scenario.Systems.EditPage(deal, "Name", PageProperties.TitleOf("Narwhal 4713"));
        scenario.Systems.EditDeal(deal, "TITLE", "Okapi 4714");
        await scenario.SettleAsync();
        // More than one where a fault came between the journal and the write.
        Assert.NotEmpty(await scenario.ReadJournalAsync(JournalKind.Conflict));
    }

    private static async Task SendForgedAsync(Uri address, int deal)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var application = new Bitrix24SimulatorOptions();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["event"] = "ONCRMDEALUPDATE",
            ["data[FIELDS][ID]"] = $"{deal}",
            ["auth[application_token]"] = application.ApplicationToken,
            ["auth[member_id]"] = application.MemberId,
            ["auth[domain]"] = "evil.example.com",
        });
        using var answer = await http.PostAsync(new Uri(address, EventIntake.Path), form, Ended);
        Assert.Equal(403, (int)answer.StatusCode);
    }

    /// <summary>One message of each source that waits, and one that is parked.</summary>
    private static async Task LeaveMessagesAsync(Scenario scenario, int deal)
    {
        await using var idle = scenario.BuildHost();
        var (application, receiver) = (new Bitrix24SimulatorOptions(), idle.Services.GetRequiredService<ISyncRequestReceiver>());
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["event"] = "ONCRMDEALUPDATE",
            ["data[FIELDS][ID]"] = $"{deal}",
            ["auth[application_token]"] = application.ApplicationToken,
            ["auth[member_id]"] = application.MemberId,
            ["auth[domain]"] = scenario.Systems.Bitrix24.BaseAddress.Authority,
        });
        var intake = idle.Services.GetRequiredService<EventIntake>();
        Assert.True((await intake.AcceptAsync("application/x-www-form-urlencoded", await form.ReadAsStreamAsync(Ended), Ended)).IsAccepted);
        await receiver.MoveToPoisonAsync((await receiver.ReceiveAsync(1, TimeSpan.FromMinutes(1), Ended)).Single(), Ended);
        scenario.Systems.EditPage(deal, "Name", PageProperties.TitleOf("Wombat 4712"));
        await Eventually.TrueAsync(
            "the poll finds the edit",
            async () =>
            {
                await idle.Services.GetRequiredService<NotionPoll>().RunAsync(Ended);
                return await receiver.CountAsync(Ended) > 0;
            },
            TimeSpan.FromSeconds(20),
            Ended);
    }

    /// <summary>They expire within the test, and are renewed.</summary>
    private static Task<string?> ReadTokensAsync(Scenario scenario) => scenario.Secrets.ReadAsync(SecretNames.Bitrix24Tokens, Ended);

    private static async Task<IReadOnlyList<string>> ReadSecretsAsync(Scenario scenario)
    {
        var tokens = JsonNode.Parse(await ReadTokensAsync(scenario) ?? "{}");
        string?[] all =
        [
            await scenario.Secrets.ReadAsync(SecretNames.NotionToken, Ended),
            await scenario.Secrets.ReadAsync(SecretNames.Bitrix24ClientSecret, Ended),
            await scenario.Secrets.ReadAsync(SecretNames.Bitrix24ApplicationToken, Ended),
            tokens?["access_token"]?.GetValue<string>(),
            tokens?["refresh_token"]?.GetValue<string>(),
            JsonNode.Parse(await scenario.Secrets.ReadAsync(SecretNames.NotionWebhookPending, Ended) ?? "{}")?["token"]?.GetValue<string>(),
        ];
        return [.. all.OfType<string>()];
    }
}
