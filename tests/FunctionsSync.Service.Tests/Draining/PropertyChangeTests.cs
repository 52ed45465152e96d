using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Tests.Fakes;

namespace FunctionsSync.Service.Tests.Draining;

/// <summary>A property goes, perhaps another of its name comes, and the program learns of it by what Notion shows and refuses.</summary>
public sealed class PropertyChangeTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task HandleAsync_PropertyReplaced_FillsTheNewOneAndEmptiesNothing()
    {
        var page = await _world.SyncedAsync();
        Replace(page);

        await _world.HandleAsync(_world.Look(page));

        Assert.Equal(Some.Number(100), _world.Notion.Value(page, Some.Amount));
        Assert.Equal(["notion.Update"], _world.Steps.Writes);
    }

    [Fact]
    public async Task HandleAsync_PageShowsThatAPropertyIsGone_BindsAnewAndTakesTheOtherFieldsAcross()
    {
        var page = await _world.SyncedAsync();
        Remove();
        _world.Notion.Edit(page, Some.Title, Some.Text("House"));
        var readings = _world.Schemas.Readings;

        await _world.HandleAsync(_world.Look(page));

        Assert.Equal(readings + 1, _world.Schemas.Readings);
        Assert.Equal(Some.Text("House"), _world.Bitrix24.Value(1, Some.Title));
        Assert.Contains("suspended", Assert.Single(await _world.JournalAsync(JournalKind.Held)).Reason, StringComparison.Ordinal);
    }

    /// <summary>Where Notion shows a page late, binding anew does not help: what cannot be read is left out.</summary>
    [Fact]
    public async Task HandleAsync_PageStillShowsNoSuchProperty_GoesOnWithTheOthers()
    {
        var page = await _world.SyncedAsync();
        _world.Notion.Removed.Add("id-Amount");
        _world.Notion.Edit(page, Some.Title, Some.Text("House"));

        await _world.HandleAsync(_world.Look(page));

        Assert.Equal(Some.Text("House"), _world.Bitrix24.Value(1, Some.Title));
        Assert.Empty(_world.Queue.Enqueued);
    }

    /// <summary>What a poll saw of the old property says nothing of the new one.</summary>
    [Fact]
    public async Task HandleAsync_PropertyReplacedAfterThePoll_DoesNotRelyOnWhatThePollSaw()
    {
        var page = await _world.SyncedAsync();
        _world.Notion.Edit(page, Some.Title, Some.Text("House"));
        await _world.Poll.RunAsync(Some.Cancel);
        Replace(page);
        _world.Catalog.Expire();

        await _world.DrainAsync();

        Assert.Equal((Some.Number(100), Some.Text("House")), (_world.Notion.Value(page, Some.Amount), _world.Bitrix24.Value(1, Some.Title)));
    }

    [Fact]
    public async Task NotionPoll_RefusedBecauseAPropertyIsGone_WorksTheNextTime()
    {
        var page = await _world.SyncedAsync();
        Remove();
        _world.Notion.Edit(page, Some.Title, Some.Text("House"));
        await Assert.ThrowsAsync<AggregateException>(() => _world.Poll.RunAsync(Some.Cancel));

        await _world.Poll.RunAsync(Some.Cancel);

        Assert.Single(_world.Queue.Enqueued);
    }

    [Fact]
    public async Task Resync_RefusedBecauseAPropertyIsGone_WorksTheNextTime()
    {
        var page = await _world.SyncedAsync();
        Replace(page);
        await Assert.ThrowsAsync<AggregateException>(() => _world.Resync.RunAsync(progress: null, Some.Cancel));

        await _world.Resync.RunAsync(progress: null, Some.Cancel);
        await _world.DrainAsync();

        Assert.Equal(Some.Number(100), _world.Notion.Value(page, Some.Amount));
    }

    private void Remove()
    {
        _world.Schemas.Properties.RemoveAll(property => property.Name == "Amount");
        _world.Notion.Removed.Add("id-Amount");
    }

    private void Replace(PageId page)
    {
        Remove();
        _world.Schemas.Properties.Add(Some.Property("Amount", ValueKind.Number, "number") with { Id = "another" });
        _world.Notion.Edit(page, Some.Amount, new CanonicalValue.Empty());
    }
}
