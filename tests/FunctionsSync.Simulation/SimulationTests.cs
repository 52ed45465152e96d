using FunctionsSync.Simulation.Campaigns;

namespace FunctionsSync.Simulation;

/// <summary>The promises of the product, under everything that can happen. More seeds: see <c>CONTRIBUTING.md</c>.</summary>
public sealed class SimulationTests
{
    private const int Seeds = 300;

    [Fact]
    public void Histories_OfManySeeds_BreakNoPromise()
    {
        var summary = new Campaign(first: 1, Seeds, mutation: null).Run(_ => { });

        Assert.True(summary.Broken is null, Explain(summary.Broken));
        Assert.Equal(Seeds, summary.Histories);
        Assert.True(summary.Steps >= 40 * Seeds);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(Environment.NewLine, summary.Lines(TimeSpan.Zero)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void History_OfTheSameSeed_RepeatsExactly(int seed)
    {
        var lines = new List<string>();
        var (one, other) = (History.Run(seed), History.Run(seed, timeline: lines.Add));

        Assert.Equal(one.Trail, other.Trail);
        Assert.Equal(one.Requests, other.Requests);
        Assert.Equal(one.Unseen, other.Unseen);
        Assert.Equal(one.UnseenLate, other.UnseenLate);
        Assert.NotEmpty(lines);
    }

    private static string? Explain(HistoryResult? broken)
    {
        if (broken is null)
        {
            return null;
        }

        var lines = new List<string>();
        History.Run(broken.Seed, timeline: lines.Add);
        return $"""
            Seed {broken.Seed} broke {broken.Broken?.Promise}: {broken.Broken?.Evidence}
            Replay it: dotnet run --project tests/FunctionsSync.Simulation -- --seed {broken.Seed}
            The end of what happened:
            {string.Join(Environment.NewLine, lines.TakeLast(60))}
            """;
    }
}
