using System.Globalization;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;
using FunctionsSync.Testing;

namespace FunctionsSync.Load;

/// <summary>A worker is killed again and again while people edit: whatever it was doing, nothing is lost and nothing is there twice.</summary>
public sealed class KilledWorkerTests(AzuriteOnDisk azurite, ITestOutputHelper output)
{
    private const int Deals = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_AtRandomMomentsDuringEdits_BothSidesEndEqual()
    {
        LoadSize.Require();
        var (kills, seed) = (100, Random.Shared.Next());
        output.WriteLine($"Seed {seed}");
        await using var workers = await Workers.PrepareAsync(
            azurite,
            new NotionSimulatorOptions { RequestsPerMinute = 600 },
            new Bitrix24SimulatorOptions { RequestBurst = 250, RequestsPerSecond = 5 });
        Configure(workers.Settings);
        await workers.StartAsync();
        await workers.BindAsync();
        var edits = new Edits(workers.Systems, new Random(seed), Deals);
        var began = TimeProvider.System.GetTimestamp();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ended);
        var editing = edits.GoOnAsync(enough.Token);
        await KillAsync(workers, kills, new Random(seed + 1));
        await enough.CancelAsync();
        await editing;
        var editedFor = TimeProvider.System.GetElapsedTime(began);

        await Eventually.TrueAsync(
            "both sides say the same",
            () => Task.FromResult(Differences.Between(workers.Systems).Count == 0),
            Patience,
            Ended);
        output.WriteLine(
            $"{kills} kills within {editedFor.TotalSeconds:0} s, {edits.Count} edits of {workers.Systems.Bitrix24.Portal.Deals.Count} deals, in step "
            + $"{(TimeProvider.System.GetElapsedTime(began) - editedFor).TotalSeconds:0} s after the last; {workers.Systems.Notion.Requests.Entries.Count} Notion requests");
        edits.AssertArrived();
    }

    /// <summary>Kills come at any moment from the very start of a process on.</summary>
    private static async Task KillAsync(Workers workers, int kills, Random random)
    {
        for (var kill = 0; kill < kills; kill++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(20, 2500)), TimeProvider.System, Ended);
            await workers.KillAsync();
            await workers.StartAsync();
        }
    }

    /// <summary>The limits of the largest plans, so that there is always something in the works, and healing without long waits.</summary>
    private static void Configure(Dictionary<string, string?> settings)
    {
        settings["Notion__RequestsPerSecond"] = "10";
        settings["Bitrix24__RequestsPerSecond"] = "5";
        settings["Bitrix24__Burst"] = "250";
        settings["NotionPollSchedule"] = "*/3 * * * * *";
        settings["CatchUpSchedule"] = "*/5 * * * * *";
    }

    /// <summary>People at work on both sides. Each field of a deal is edited on one side only, so that its last value must win.</summary>
    private sealed class Edits(TwoSystems systems, Random random, int first)
    {
        private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(120);

        private readonly List<int> _deals = [.. Enumerable.Range(1, first).Select(number => systems.AddDeal($"Deal {number}"))];
        private readonly Dictionary<int, string> _titles = [];
        private readonly Dictionary<int, decimal> _amounts = [];

        public int Count { get; private set; }

        public async Task GoOnAsync(CancellationToken enough)
        {
            while (!enough.IsCancellationRequested)
            {
                EditOne();
                await Task.Delay(Pace, TimeProvider.System, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        public void AssertArrived()
        {
            Assert.All(_titles, last => Assert.Equal((last.Value, last.Value), (systems.Deal(last.Key).Title, systems.PagesOf(last.Key).Single().Title())));
            Assert.All(_amounts, last => Assert.Equal((last.Value, last.Value), (systems.Deal(last.Key).Opportunity, systems.PagesOf(last.Key).Single().Number("Amount"))));
        }

        /// <summary>The titles of even deals and the amounts of odd ones are edited in Bitrix24, the others in Notion.</summary>
        private void EditOne()
        {
            if (random.Next(40) == 0)
            {
                _deals.Add(systems.AddDeal(string.Create(CultureInfo.InvariantCulture, $"Later deal {Count}")));
            }

            var deal = _deals[random.Next(_deals.Count)];
            var (isTitle, isEven) = (random.Next(2) == 0, deal % 2 == 0);
            var (title, amount) = (string.Create(CultureInfo.InvariantCulture, $"Title {Count}"), 1000m + Count);
            if (isTitle == isEven)
            {
                systems.EditDeal(deal, isTitle ? "TITLE" : "OPPORTUNITY", isTitle ? title : amount);
            }
            else if (systems.PagesOf(deal).Count == 1)
            {
                systems.EditPage(deal, isTitle ? "Name" : "Amount", isTitle ? PageProperties.TitleOf(title) : PageProperties.NumberOf(amount));
            }
            else
            {
                // It has no page yet for anybody to edit.
                return;
            }

            Count++;
            if (isTitle)
            {
                _titles[deal] = title;
            }
            else
            {
                _amounts[deal] = amount;
            }
        }
    }
}
