using FunctionsSync.Service.Tests.Fakes;

namespace FunctionsSync.Service.Tests.Polling;

/// <summary>What the poll does within ten seconds of our own write, and that nothing a person did is lost by it.</summary>
public sealed class EchoWindowTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    /// <summary>Our write comes last, so the page looks like an echo, although it also holds somebody's edit.</summary>
    [Fact]
    public async Task RunAsync_PersonEditsJustBeforeOurWrite_PassedOverInTheWindowAndArrivesAfterIt()
    {
        var page = await _world.SyncedAsync();
        _world.Steps.MeanwhileAt("notion.Update", () =>
        {
            _world.Notion.Edit(page, Some.Amount, Some.Number(200));
            return Task.CompletedTask;
        });
        await WriteTitleAsync();

        await PollAfterAsync(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.Empty(_world.Queue.Enqueued);

        await PollAfterAsync(TimeSpan.FromTicks(1));
        Assert.Equal(_world.Look(page), Assert.Single(_world.Queue.Enqueued).Request);
        await _world.DrainAsync();
        Assert.Equal((Some.Text("House"), Some.Number(200)), (_world.Bitrix24.Value(1, Some.Title), _world.Bitrix24.Value(1, Some.Amount)));
        Assert.Equal((Some.Text("House"), Some.Number(200)), (_world.Notion.Value(page, Some.Title), _world.Notion.Value(page, Some.Amount)));
    }

    /// <summary>Notion tells the minute only: the edit has the very time of our write.</summary>
    [Fact]
    public async Task RunAsync_PersonEditsAnotherFieldAfterOurWriteInTheSameMinute_IsFoundInsideTheWindow()
    {
        var page = await _world.SyncedAsync();
        await WriteTitleAsync();
        _world.Clock.Advance(TimeSpan.FromSeconds(3));
        _world.Notion.Edit(page, Some.Amount, Some.Number(200));

        await PollAfterAsync(TimeSpan.FromSeconds(2));
        await _world.DrainAsync();

        Assert.Equal((Some.Text("House"), Some.Number(200)), (_world.Bitrix24.Value(1, Some.Title), _world.Bitrix24.Value(1, Some.Amount)));
    }

    private Task WriteTitleAsync()
    {
        _world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
        return _world.HandleAsync(Some.Event(1));
    }

    private Task PollAfterAsync(TimeSpan time)
    {
        _world.Clock.Advance(time);
        return _world.Poll.RunAsync(Some.Cancel);
    }
}
