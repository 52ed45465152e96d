using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;
using FunctionsSync.Testing;

namespace FunctionsSync.Load;

/// <summary>Several processes share the request budget of one Notion connection: never more than it, and nearly all of it.</summary>
public sealed class SharedBudgetTests(AzuriteOnDisk azurite, ITestOutputHelper output)
{
    private const int PerMinute = 180;
    private const int PerTenSeconds = 30;
    private const int Burst = 30;
    private const double LeastUse = 0.95;
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    public static TheoryData<int> Processes => [2, 4];

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task ManyNewDeals_SeveralProcesses_KeepTheBudgetAndUseIt(int processes)
    {
        LoadSize.Require();
        var deals = 500;
        await using var workers = await Workers.PrepareAsync(azurite, new NotionSimulatorOptions(), new Bitrix24SimulatorOptions());
        await workers.StartAsync();
        await workers.BindAsync();
        for (var started = 1; started < processes; started++)
        {
            await workers.StartAsync();
        }

        var began = TimeProvider.System.GetUtcNow();
        foreach (var number in Enumerable.Range(1, deals))
        {
            workers.Systems.AddDeal($"Deal {number}");
        }

        await Eventually.TrueAsync(
            "every deal has a page",
            () => Task.FromResult(workers.Systems.PageCount >= deals),
            TimeSpan.FromSeconds(60 + deals * 2),
            TestContext.Current.CancellationToken);
        AssertBudget(workers.Systems, began, processes);
        AssertEachDealHasOnePage(workers.Systems);
    }

    private void AssertBudget(TwoSystems systems, DateTimeOffset began, int processes)
    {
        var all = systems.Notion.Requests.Entries;
        var instants = all.Select(request => request.At).Order().ToList();
        var ended = all.Last(request => request.IsWrite).At;
        var inMinute = SlidingWindow.Most(instants, Minute);
        var inTenSeconds = SlidingWindow.Most(instants, TimeSpan.FromSeconds(10));
        var minutes = UsedByMinute([.. instants.Where(instant => instant >= began)], ended);
        var refusals = all.Concat(systems.Bitrix24.Requests.Entries).CountBy(request => request.Status).Where(count => count.Key is 429 or 503).ToList();
        output.WriteLine(
            $"{processes} processes: {all.Count} Notion requests in {(ended - instants[0]).TotalSeconds:0} s; at most {inMinute} in any 60 s, {inTenSeconds} in any 10 s; "
            + $"of each full minute with work it used {string.Join(", ", minutes.Select(used => $"{used * 100:0.0} %"))}; {refusals.Sum(count => count.Value)} refused; "
            + $"{systems.Bitrix24.Requests.Entries.Count} Bitrix24 requests");

        Assert.InRange(inMinute, 1, PerMinute);
        Assert.InRange(inTenSeconds, 1, PerTenSeconds + Burst);
        Assert.Empty(refusals);
        Assert.NotEmpty(minutes);
        Assert.All(minutes, used => Assert.InRange(used, LeastUse, 1));
    }

    /// <summary>The part of its budget that was used of each full minute, from the first request on: a burst belongs to its minute.</summary>
    private static IReadOnlyList<double> UsedByMinute(IReadOnlyList<DateTimeOffset> instants, DateTimeOffset ended) =>
    [
        .. Enumerable.Range(0, (int)((ended - instants[0]) / Minute))
            .Select(minute => instants.Count(instant => instant >= instants[0] + (Minute * minute) && instant < instants[0] + (Minute * (minute + 1))) / (double)PerMinute),
    ];

    private static void AssertEachDealHasOnePage(TwoSystems systems)
    {
        var pages = systems.Pages.CountBy(page => page.Bitrix24Id() ?? 0).ToList();
        Assert.DoesNotContain(pages, page => page.Value != 1);
        Assert.Equal(systems.Bitrix24.Portal.Deals.Count, pages.Count);
    }
}
