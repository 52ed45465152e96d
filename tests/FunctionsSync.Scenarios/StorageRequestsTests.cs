using FunctionsSync.Testing;

namespace FunctionsSync.Scenarios;

/// <summary>What a change costs in requests, from which docs/scale.md reckons what it costs in time and money.</summary>
public sealed class StorageRequestsTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private const int Deals = 20;

    [Fact]
    public async Task Change_OfEachKind_TakesNoMoreStorageRequestsThanDocumented()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        var account = (scenario.Settings["AzureWebJobsStorage"] ?? string.Empty).Split(';').Single(part => part.StartsWith("AccountName=", StringComparison.Ordinal))["AccountName=".Length..];
        using var requests = new StorageRequests(account);
        await scenario.StartHostAsync();
        var systems = scenario.Systems;
        var ids = new List<int>();

        // Tables and queues are made with the first deal.
        systems.AddDeal("The first");
        await scenario.SettleAsync();

        var created = await CountAsync("a new record", () => ids.AddRange(Enumerable.Range(1, Deals).Select(number => systems.AddDeal($"Deal {number}"))), poll: false);
        await scenario.SettleAsync();
        var fromBitrix24 = await CountAsync("an edit in Bitrix24", () => ids.ForEach(id => systems.EditDeal(id, "TITLE", $"Edited {id}")), poll: false);
        await scenario.SettleAsync();
        var fromNotion = await CountAsync("an edit in Notion", () => ids.ForEach(id => systems.EditPage(id, "Amount", PageProperties.NumberOf(id))), poll: true);
        await scenario.SettleAsync();

        Assert.Empty(Differences.Between(systems));
        Assert.InRange(created, 1, 30);
        Assert.InRange(fromBitrix24, 1, 30);
        Assert.InRange(fromNotion, 1, 30);

        async Task<double> CountAsync(string what, Action change, bool poll)
        {
            requests.Clear();
            systems.Notion.Requests.Clear();
            systems.Bitrix24.Requests.Clear();
            change();
            await scenario.DrainAsync();
            if (poll)
            {
                await scenario.PollAsync();
                await scenario.DrainAsync();
            }

            var counts = requests.Count();
            var each = counts.Values.Sum() / (double)Deals;
            output.WriteLine($"{what}: {systems.Notion.Requests.Entries.Count / (double)Deals:0.0} requests to Notion, {systems.Bitrix24.Requests.Entries.Count / (double)Deals:0.0} to Bitrix24, {each:0.0} to storage: {string.Join(", ", counts.Select(kind => $"{kind.Value / (double)Deals:0.##} {kind.Key}"))}");
            return each;
        }
    }
}
