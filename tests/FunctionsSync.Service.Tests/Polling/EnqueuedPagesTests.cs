using FunctionsSync.Service.Tests.Fakes;

namespace FunctionsSync.Service.Tests.Polling;

/// <summary>How often polls ask for a look at the same edit.</summary>
public sealed class EnqueuedPagesTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    /// <summary>Nobody has come to it yet: the request that waits is enough, and the overlap goes on healing what it misses.</summary>
    [Fact]
    public async Task RunAsync_EditStillWaitsForItsLook_IsAskedForAgainOnlyAfterAWhile()
    {
        _world.Notion.Edit(await _world.SyncedAsync(), Some.Title, Some.Text("House"));

        for (var poll = 0; poll < 8; poll++)
        {
            await _world.Poll.RunAsync(Some.Cancel);
            _world.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal(2, _world.Queue.Enqueued.Count);
    }

    [Fact]
    public async Task RunAsync_SameEditAgainAfterItWasOverwritten_IsFound()
    {
        var page = await _world.SyncedAsync();
        _world.Notion.Edit(page, Some.Title, Some.Text("House"));
        await _world.Poll.RunAsync(Some.Cancel);
        await _world.DrainAsync();
        _world.Bitrix24.Edit(1, Some.Title, Some.Text("Home"));
        await _world.HandleAsync(Some.Event(1));
        _world.Notion.Edit(page, Some.Title, Some.Text("House"));

        await _world.Poll.RunAsync(Some.Cancel);
        await _world.DrainAsync();

        Assert.Equal(Some.Text("House"), _world.Bitrix24.Value(1, Some.Title));
    }
}
