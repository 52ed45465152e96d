using System.Collections.Concurrent;
using FunctionsSync.Connectors.Budget;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Connectors.Tests.Storage;
using FunctionsSync.Core.Model;
using FunctionsSync.Testing;

namespace FunctionsSync.Connectors.Tests.Budget;

/// <summary>The real clock and the real row, for some seconds: what virtual time cannot show.</summary>
public sealed class SharedRowTests(AzuriteFixture azurite)
{
    /// <summary>At the rate and after the burst, about three seconds.</summary>
    private const int Requests = 70;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task WaitAsync_InstancesAtOneRowOfTableStorage_ShareTheRate(int instances)
    {
        var table = await azurite.NewTableAsync();
        var stores = Enumerable.Range(0, instances).Select(_ => new CountingBudgetStore(new TableBudgetStore(table))).ToList();
        var budgets = stores.Select(store => new RequestBudget(
            new("test", "The test", new(PerSecond: 20, Burst: 10, CountsMinutes: false)), store, new(), TimeProvider.System)).ToList();
        await budgets[0].WaitAsync(RequestLane.Live, DateTimeOffset.MaxValue, TestContext.Current.CancellationToken);
        var sent = new ConcurrentBag<DateTimeOffset>();
        var left = Requests;

        await Task.WhenAll(Enumerable.Range(0, 16).Select(async worker =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                sent.Add(await budgets[worker % instances].WaitAsync(RequestLane.Live, DateTimeOffset.MaxValue, TestContext.Current.CancellationToken));
            }
        }));

        budgets.ForEach(budget => budget.Dispose());
        var (first, last) = (sent.Min(), sent.Max());
        TestContext.Current.TestOutputHelper?.WriteLine(
            "{0} instances: {1} requests in {2:0.00} s, {3} row reads and {4} writes",
            instances, sent.Count, (last - first).TotalSeconds, stores.Sum(store => store.Reads), stores.Sum(store => store.Writes));

        // All of them; and no more than the burst, the rate, and what may leave late. That it is no slower than that is shown in virtual time.
        Assert.InRange(sent.Count, Requests, 10 + (20 * ((last - first).TotalSeconds + 0.25)) + 1);
    }
}
