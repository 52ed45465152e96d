using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Tests.Fakes;

namespace FunctionsSync.Service.Tests.Flows;

public sealed class FlowCatalogTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task GetAsync_ManyCallersAtOnce_BindsOnce()
    {
        var gate = new TaskCompletionSource();
        _world.Schemas.Meanwhile = _ => gate.Task;

        var callers = Enumerable.Range(0, 20).Select(_ => _world.Catalog.GetAsync(Some.Cancel)).ToList();
        gate.SetResult();
        var answers = await Task.WhenAll(callers);

        Assert.Equal(1, _world.Schemas.Readings);
        Assert.All(answers, flows => Assert.Same(answers[0], flows));
    }

    [Fact]
    public async Task GetAsync_AfterTenMinutes_BindsAgain()
    {
        var first = await _world.Catalog.GetAsync(Some.Cancel);
        _world.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.Same(first, await _world.Catalog.GetAsync(Some.Cancel));

        _world.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.NotSame(first, await _world.Catalog.GetAsync(Some.Cancel));
        Assert.Equal(2, _world.Schemas.Readings);
    }

    /// <summary>Sooner than the Notion poll leaves behind what was edited once the field fits again.</summary>
    [Fact]
    public async Task GetAsync_WhileAFieldIsSuspended_BindsAgainAfterTwoMinutes()
    {
        await _world.Catalog.GetAsync(Some.Cancel);
        _world.Schemas.Properties.RemoveAll(property => property.Name == "Amount");
        _world.Catalog.Expire();
        var suspended = await _world.Catalog.GetAsync(Some.Cancel);
        _world.Clock.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromTicks(1));
        Assert.Same(suspended, await _world.Catalog.GetAsync(Some.Cancel));

        _world.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.NotSame(suspended, await _world.Catalog.GetAsync(Some.Cancel));
    }

    [Fact]
    public async Task GetAsync_AfterAFailure_TriesAgain()
    {
        _world.Schemas.Meanwhile = _ => throw Some.Failure(RemoteFailure.Unreachable);
        await Assert.ThrowsAsync<RemoteException>(() => _world.Catalog.GetAsync(Some.Cancel));
        _world.Schemas.Meanwhile = _ => Task.CompletedTask;

        Assert.Single(await _world.Catalog.GetAsync(Some.Cancel));
    }

    [Fact]
    public async Task GetAsync_CallerGivesUp_TheOthersAreServed()
    {
        using var impatient = new CancellationTokenSource();
        _world.Schemas.Meanwhile = token => token == impatient.Token ? Task.Delay(Timeout.InfiniteTimeSpan, _world.Clock, token) : Task.CompletedTask;
        var first = _world.Catalog.GetAsync(impatient.Token);
        var second = _world.Catalog.GetAsync(Some.Cancel);

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Single(await second);
    }

    [Fact]
    public async Task GetAsync_SeveralFlowsDoNotFit_NamesThemAll()
    {
        using var world = new World(Some.Projects("One"), Some.Projects("Two"));
        world.Schemas.Properties.Clear();

        var failure = await Assert.ThrowsAsync<ConfigurationException>(() => world.Catalog.GetAsync(Some.Cancel));

        Assert.Contains("'One'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'Two'", failure.Message, StringComparison.Ordinal);
    }
}
