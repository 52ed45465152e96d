using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;
using FunctionsSync.Testing;

namespace FunctionsSync.Load;

/// <summary>A backfill takes long; people who work meanwhile do not notice it.</summary>
public sealed class BackfillTests(AzuriteOnDisk azurite, ITestOutputHelper output)
{
    private const int Watched = 10;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LiveEdits_DuringABackfill_ArriveWithinThreeSeconds()
    {
        LoadSize.Require();
        var (records, edits) = (2000, 100);
        await using var workers = await Workers.PrepareAsync(azurite, new NotionSimulatorOptions(), new Bitrix24SimulatorOptions());
        await workers.StartAsync();
        await workers.BindAsync();
        var watched = Enumerable.Range(1, Watched).Select(number => workers.Systems.AddDeal($"Watched {number}")).ToList();
        await Eventually.TrueAsync("the watched deals have pages", () => Task.FromResult(workers.Systems.PageCount == Watched), Patience, Ended);

        // Nobody tells of these: only the backfill finds them.
        workers.Systems.Bitrix24.Portal.ForgetEventHandlers();
        foreach (var number in Enumerable.Range(1, records))
        {
            workers.Systems.AddDeal($"Deal {number}");
        }

        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Ended);
        await workers.BindAsync();
        await workers.RunAsync("resync");
        await Eventually.TrueAsync("the backfill runs", () => Task.FromResult(workers.Systems.PageCount > Watched + 20), Patience, Ended);

        var delays = await MeasureAsync(workers.Systems, watched, edits);
        var pages = workers.Systems.PageCount;
        delays.Sort();
        var percentile = delays[(int)Math.Ceiling(delays.Count * 0.95) - 1];
        output.WriteLine(
            $"{delays.Count} live edits while a backfill of {records} ran ({pages - Watched} done when it was stopped): median {delays[delays.Count / 2].TotalSeconds:0.00} s, "
            + $"95th percentile {percentile.TotalSeconds:0.00} s, slowest {delays[^1].TotalSeconds:0.00} s");
        Assert.True(pages - Watched < records, "The backfill was over before the last edit: nothing was measured.");
        Assert.True(percentile <= Limit, $"The 95th percentile is {percentile.TotalSeconds:0.00} s.");
    }

    private static async Task<List<TimeSpan>> MeasureAsync(TwoSystems systems, List<int> watched, int edits)
    {
        var (delays, random) = (new List<TimeSpan>(), new Random(1));
        var pages = watched.ToDictionary(deal => deal, deal => systems.PagesOf(deal).Single().Id());
        for (var edit = 0; edit < edits; edit++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(500, 3000)), TimeProvider.System, Ended);
            var (deal, title) = (watched[edit % watched.Count], $"Edit {edit}");
            var page = pages[deal];
            var began = TimeProvider.System.GetTimestamp();
            systems.EditDeal(deal, "TITLE", title);
            await Eventually.TrueAsync("the edit arrives", () => Task.FromResult(systems.Notion.Workspace.Page(page).Title() == title), Patience, Ended);
            delays.Add(TimeProvider.System.GetElapsedTime(began));
        }

        return delays;
    }
}
