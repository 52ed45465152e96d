using FunctionsSync.Core.Ports;
using FunctionsSync.Testing;

namespace FunctionsSync.Scenarios;

/// <summary>Notion's webhooks over real HTTP, from the verification token on. Nobody polls, unless a test says so.</summary>
public sealed class NotionWebhookTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Edit_SubscriptionSetUp_ArrivesWithoutAPollAndOurOwnWriteIsNoNews()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        var host = await scenario.StartHostAsync();
        await scenario.SubscribeAsync(host);
        var deal = scenario.Systems.AddDeal("Scanners");
        await PageOfAsync(scenario, deal);
        await scenario.DrainAsync();

        // The service looks at the pending token again once what it knows is ten seconds old.
        await EditUntilArrivedAsync(scenario, deal);
        await scenario.DrainAsync();
        Assert.Empty(Differences.Between(scenario.Systems));

        var writes = scenario.Systems.Notion.Requests.Entries.Count(request => request.IsWrite);
        scenario.Systems.EditDeal(deal, "TITLE", "Printers");
        await scenario.DrainAsync();
        Assert.Equal(writes + 1, scenario.Systems.Notion.Requests.Entries.Count(request => request.IsWrite));
        Assert.Equal(200, scenario.Systems.Notion.Workspace.Webhooks.Deliveries[^1].Status);

        // Notion's queries do not show it any more, so no poll would find it.
        scenario.Systems.Notion.Workspace.TrashAsPerson(IdOf(scenario, deal), scenario.Systems.People[0].NotionId);
        await Eventually.TrueAsync(
            "the journal tells of the trashed page", async () => (await scenario.ReadJournalAsync(JournalKind.Unlinked)).Count == 1, Patience, Ended);
        Assert.Empty(await scenario.ReadFailedAsync());
    }

    [Fact]
    public async Task Webhooks_LostTwiceAndOvertaken_SidesEqualAndOnePageEach()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        var host = await scenario.StartHostAsync();
        await scenario.SubscribeAsync(host);
        var deals = Enumerable.Range(1, 6).Select(number => scenario.Systems.AddDeal($"Deal {number}")).ToList();
        await scenario.SettleAsync();
        await EditUntilArrivedAsync(scenario, deals[0]);
        var webhooks = scenario.Systems.Notion.Workspace.Webhooks;
        var number = 0;
        webhooks.Drop.When(_ => Interlocked.Increment(ref number) % 3 == 0);
        webhooks.Duplicate.When(_ => true);
        webhooks.Delay.When(_ => number % 2 == 0);

        foreach (var round in Enumerable.Range(1, 4))
        {
            foreach (var deal in deals)
            {
                scenario.Systems.EditPage(deal, "Name", PageProperties.TitleOf($"Deal {deal}, edit {round}"));
            }

            await scenario.DrainAsync();
        }

        Assert.Contains(webhooks.Deliveries, delivery => delivery.Failure == "dropped on the way");
        await scenario.SettleAsync();
        Assert.Empty(Differences.Between(scenario.Systems));
        Assert.Equal(deals.Count, scenario.Systems.Pages.Count);
    }

    /// <summary>The first webhooks after the token was entered are refused, as the service does not know yet that an operator has seen it.</summary>
    private static async Task EditUntilArrivedAsync(Scenario scenario, int deal)
    {
        var (edits, editedAt) = (0, 0L);
        await Eventually.TrueAsync(
            "an edit in Notion arrives without a poll",
            () =>
            {
                var title = scenario.Systems.Deal(deal).Title;
                if (edits > 0 && title.StartsWith("Edited", StringComparison.Ordinal))
                    return Task.FromResult(true);
                if (edits == 0 || TimeProvider.System.GetElapsedTime(editedAt) > Pace)
                {
                    editedAt = TimeProvider.System.GetTimestamp();
                    scenario.Systems.EditPage(deal, "Name", PageProperties.TitleOf($"Edited {++edits}"));
                }

                return Task.FromResult(false);
            },
            Patience,
            Ended);
    }

    private static Task PageOfAsync(Scenario scenario, int deal) => Eventually.TrueAsync(
        $"deal {deal} gets its page", () => Task.FromResult(scenario.Systems.PagesOf(deal).Count == 1), Patience, Ended);

    private static string IdOf(Scenario scenario, int deal) => scenario.Systems.PagesOf(deal).Single()["id"]?.GetValue<string>() ?? string.Empty;
}
