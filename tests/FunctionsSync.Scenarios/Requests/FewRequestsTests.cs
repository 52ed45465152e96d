using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Testing;

namespace FunctionsSync.Scenarios.Requests;

/// <summary>What a lot of work at once costs, with as many messages at a time as a process of the product handles.</summary>
public sealed class FewRequestsTests : IAsyncLifetime
{
    private readonly ShiftedClock _clock = new();
    private BusyEngine _engine = null!;

    public async ValueTask InitializeAsync() => _engine = await BusyEngine.StartAsync(_clock);

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task FiveHundredDealsChange_AtMost550NotionAnd60Bitrix24Requests()
    {
        var deals = await PairsAsync(500);
        foreach (var deal in deals)
        {
            await _engine.EditAsync(deal, "TITLE", $"Changed {deal}");
        }

        await _engine.DrainAsync();

        Tell();
        Assert.All(deals, deal => Assert.Equal($"Changed {deal}", Title(deal)));
        Assert.InRange(_engine.NotionRequests, 500, 550);
        Assert.InRange(_engine.Bitrix24Requests, 1, 60);
    }

    [Fact]
    public async Task AThousandEditsOf200Deals_AtMost220NotionRequests()
    {
        var deals = await PairsAsync(200);
        for (var round = 1; round <= 5; round++)
        {
            foreach (var deal in deals)
            {
                await _engine.EditAsync(deal, "OPPORTUNITY", (round * 1000) + deal);
            }
        }

        await _engine.DrainAsync();

        Tell();
        Assert.All(deals, deal => Assert.Equal(5000 + deal, (double?)Page(deal)["properties"]?["Amount"]?["number"]));
        Assert.InRange(_engine.NotionRequests, 200, 220);
    }

    [Fact]
    public async Task NothingChanges_APollIsOneRequest_AndALookCostsNotionNothing()
    {
        var deals = await PairsAsync(120);
        await _engine.PollAsync();
        _clock.Advance(TimeSpan.FromMinutes(11));
        await _engine.PollAsync();
        _engine.ForgetRequests();

        await _engine.PollAsync();
        Assert.Equal(1, _engine.NotionRequests);

        foreach (var deal in deals)
        {
            // Nobody maps it, and the portal tells of it all the same.
            await _engine.EditAsync(deal, "COMMENTS", "Called");
        }

        await _engine.DrainAsync();
        Assert.Equal(1, _engine.NotionRequests);
    }

    [Fact]
    public async Task PagesChange_ThePollsAnswerIsNotAskedForAgain()
    {
        var deals = await PairsAsync(60);
        foreach (var deal in deals)
        {
            _engine.Systems.EditPage(deal, "Amount", new JsonObject { ["number"] = 9000 + deal });
        }

        _clock.Advance(TimeSpan.FromSeconds(5));
        await _engine.PollAsync();
        await _engine.DrainAsync();

        Tell();
        Assert.All(deals, deal => Assert.Equal(9000 + deal, _engine.Systems.Deal(deal).Opportunity));
        Assert.Equal(1, _engine.NotionRequests);
    }

    [Fact]
    public async Task ManyNewDeals_AreLookedForTogether()
    {
        await PairsAsync(1);
        var deals = Enumerable.Range(1, 100).Select(number => _engine.Systems.AddDeal($"New {number}")).ToList();
        foreach (var deal in deals)
        {
            await _engine.EditAsync(deal, "TITLE", $"Changed {deal}");
        }

        await _engine.DrainAsync();

        Tell();
        Assert.All(deals, deal => Assert.Equal($"Changed {deal}", Title(deal)));
        Assert.InRange(_engine.NotionRequests, 100, 120);
    }

    private async Task<IReadOnlyList<int>> PairsAsync(int count)
    {
        var deals = await _engine.AddPairsAsync(count);
        // Our own writes are out of every query's lag.
        _clock.Advance(TimeSpan.FromMinutes(2));
        _engine.ForgetRequests();
        return deals;
    }

    private JsonObject Page(int deal) => Assert.Single(_engine.Systems.PagesOf(deal));

    private string? Title(int deal) => (string?)Page(deal)["properties"]?["Name"]?["title"]?[0]?["plain_text"];

    private void Tell() => TestContext.Current.TestOutputHelper?.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"Notion: {_engine.NotionRequests} requests, Bitrix24: {_engine.Bitrix24Requests} requests."));
}
