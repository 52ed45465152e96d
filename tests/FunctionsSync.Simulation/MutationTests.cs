using FunctionsSync.Simulation.Campaigns;
using FunctionsSync.Simulation.Mutations;

namespace FunctionsSync.Simulation;

/// <summary>A simulation that cannot fail proves nothing: with each of these mistakes in the product it must.</summary>
public sealed class MutationTests
{
    private const int Seeds = 300;

    public static TheoryData<string> Mistakes => [.. AllMutations.All.Select(mutation => mutation.Name)];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Histories_WithAMistakeInTheProduct_BreakAPromise(string name)
    {
        var mutation = AllMutations.Find(name) ?? throw new ArgumentException($"There is no mistake '{name}'.", nameof(name));

        var summary = new Campaign(first: 1, Seeds, mutation).Run(_ => { });

        Assert.True(summary.Broken is not null, $"None of {Seeds} seeds noticed that {mutation.Mistake}.");
        Assert.NotEqual(Oracle.Promise.NoSurprise, summary.Broken?.Broken?.Promise);
        TestContext.Current.TestOutputHelper?.WriteLine($"{mutation.Mistake}: noticed by seed {summary.Broken?.Seed}: {summary.Broken?.Broken?.Evidence}");
    }
}
