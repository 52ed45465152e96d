using System.Collections.Immutable;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Resyncing;
using FunctionsSync.Service.Tests.Fakes;

namespace FunctionsSync.Service.Tests.Resyncing;

/// <summary>Which records are looked at although nothing says that they were edited.</summary>
public sealed class ComparisonTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public async Task See_RecordsNobodyEdited_AllHaveTheirTurnWithinAWeek()
    {
        var flow = await FlowAsync();
        var pairs = Enumerable.Range(1, 20).Select(id => Pair(flow, id)).ToList();

        var turns = Enumerable.Range(0, 7).Select(day => Looks(flow, pairs, Today.AddDays(day))).ToList();

        Assert.All(turns, looks => Assert.InRange(looks.Count, 2, 3));
        Assert.All(turns.SelectMany(looks => looks.Values), cause => Assert.Equal(SyncCause.CatchUp, cause));
        Assert.Equal(pairs.Select(pair => pair.Bitrix24Id.Value), turns.SelectMany(looks => looks.Keys).Select(id => id.Value).Order());
    }

    /// <summary>The related page may be there by now, and the worker that made it dead before it could say so.</summary>
    [Theory]
    [InlineData(true, 7)]
    [InlineData(false, 1)]
    public async Task See_RelationWaitsForAPage_IsLookedAtEveryTime(bool isWaiting, int times)
    {
        var known = await FlowAsync();
        var flow = known with { Fields = [.. known.Fields.Select(field => field with { Relation = new(known.Name, EntityType.Deal) })] };
        var pair = Pair(flow, 1) with { Baseline = new(ImmutableDictionary<FieldKey, FieldBaseline>.Empty.Add(Some.Title, new(Fingerprint.None, Fingerprint.None, isWaiting))) };

        Assert.Equal(times, Enumerable.Range(0, 7).Count(day => Looks(flow, [pair], Today.AddDays(day)).Count > 0));
    }

    private static IReadOnlyDictionary<Bitrix24Id, SyncCause> Looks(Flow flow, IReadOnlyList<RecordMapping> pairs, DateOnly day)
    {
        var comparison = new Comparison(flow, pairs, Some.Noon, day);
        foreach (var pair in pairs)
        {
            comparison.See(new ListedRecord(pair.Bitrix24Id, Some.Noon.AddDays(-1)));
        }

        return comparison.Requests;
    }

    private static RecordMapping Pair(Flow flow, long id) => new() { Flow = flow.Name, Bitrix24Id = new(id), PageId = new(Guid.NewGuid()) };

    private static async Task<Flow> FlowAsync()
    {
        using var world = new World();
        return Assert.Single(await world.Catalog.GetAsync(Some.Cancel));
    }
}
