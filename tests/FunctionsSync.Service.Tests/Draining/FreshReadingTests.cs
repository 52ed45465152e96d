using FunctionsSync.Core.Model;
using FunctionsSync.Service.Tests.Fakes;

namespace FunctionsSync.Service.Tests.Draining;

/// <summary>When a reading is used, and when it is read again.</summary>
public sealed class FreshReadingTests
{
    [Fact]
    public async Task SyncAsync_PageFoundByThePoll_IsNotReadAgain()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        world.Notion.Edit(page, Some.Title, Some.Text("House"));

        await world.Poll.RunAsync(Some.Cancel);
        await world.DrainAsync();

        Assert.Equal(Some.Text("House"), world.Bitrix24.Value(1, Some.Title));
        Assert.DoesNotContain("notion.Read", world.Steps.Log);
    }

    [Fact]
    public async Task SyncAsync_PollsReading_IsUsedOnce()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        world.Notion.Edit(page, Some.Title, Some.Text("House"));
        await world.Poll.RunAsync(Some.Cancel);
        await world.DrainAsync();
        world.Notion.Edit(page, Some.Title, Some.Text("Home"));

        await world.HandleAsync(world.Look(page));

        Assert.Contains("notion.Read", world.Steps.Log);
        Assert.Equal(Some.Text("Home"), world.Bitrix24.Value(1, Some.Title));
    }

    [Fact]
    public async Task SyncAsync_PollsReadingIsOld_ReadsThePage()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        world.Notion.Edit(page, Some.Title, Some.Text("House"));
        await world.Poll.RunAsync(Some.Cancel);
        world.Clock.Advance(TimeSpan.FromSeconds(61));

        await world.DrainAsync();

        Assert.Contains("notion.Read", world.Steps.Log);
    }

    [Fact]
    public async Task SyncAsync_WeWroteThePageShortlyBeforeThePoll_ReadsThePage()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        world.Bitrix24.Edit(1, Some.Amount, Some.Number(7));
        await world.HandleAsync(Some.Event(1));
        world.Clock.Advance(TimeSpan.FromSeconds(20));
        world.Notion.Edit(page, Some.Title, Some.Text("House"));
        world.Steps.Clear();

        await world.Poll.RunAsync(Some.Cancel);
        await world.DrainAsync();

        Assert.Contains("notion.Read", world.Steps.Log);
        Assert.Equal(Some.Text("House"), world.Bitrix24.Value(1, Some.Title));
    }

    /// <summary>A person goes on editing after the poll: what is written to the page rests on what it says now.</summary>
    [Fact]
    public async Task SyncAsync_BothSidesChanged_ReadsThePageBeforeWritingIt()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        world.Notion.Edit(page, Some.Title, Some.Text("House"));
        await world.Poll.RunAsync(Some.Cancel);
        world.Bitrix24.Edit(1, Some.Amount, Some.Number(7));
        world.Notion.Edit(page, Some.Title, Some.Text("Home"));

        await world.DrainAsync();

        Assert.Contains("notion.Read", world.Steps.Log);
        Assert.Equal((Some.Text("Home"), Some.Number(7)), (world.Bitrix24.Value(1, Some.Title), world.Notion.Value(page, Some.Amount)));
    }

    /// <summary>By chance somebody enters in Bitrix24 what the page said when the poll saw it; it has moved on since.</summary>
    [Fact]
    public async Task SyncAsync_Bitrix24SaysWhatThePollSaw_ReadsThePageBeforeItCallsThatAgreed()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        world.Notion.Edit(page, Some.Title, Some.Text("House"));
        await world.Poll.RunAsync(Some.Cancel);
        world.Notion.Edit(page, Some.Title, Some.Text("Home"));
        world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));

        await world.DrainAsync();

        // Both edits were seen: the one that gave way is in the journal.
        Assert.Single(await world.JournalAsync(Core.Ports.JournalKind.Conflict));
        Assert.Equal(world.Bitrix24.Value(1, Some.Title), world.Notion.Value(page, Some.Title));
    }

    /// <summary>While the page was read the record moved on, and somebody entered in the page what the record had said.</summary>
    [Theory]
    [InlineData(50)]
    [InlineData(3_000)]
    public async Task SyncAsync_PageSaysLaterWhatBitrix24HadSaid_ReadsBitrix24BeforeItCallsThatAgreed(int milliseconds)
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
        world.Steps.MeanwhileAt("notion.Read", () =>
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
            world.Bitrix24.Edit(1, Some.Title, Some.Text("Home"));
            world.Notion.Edit(page, Some.Title, Some.Text("House"));
            return Task.CompletedTask;
        });

        await world.HandleAsync(Some.Event(1));
        await world.DrainAsync();

        Assert.Equal("text:House", Assert.Single(await world.JournalAsync(Core.Ports.JournalKind.Conflict)).LostValue);
    }

    [Fact]
    public async Task SyncAsync_Bitrix24ReadingIsOldWhenItIsWritten_IsReadAgain()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        world.Notion.Edit(page, Some.Title, Some.Text("House"));
        world.Steps.MeanwhileAt("notion.Read", () =>
        {
            // Slow to answer, and somebody edits the same field in the meantime.
            world.Clock.Advance(TimeSpan.FromSeconds(11));
            world.Bitrix24.Edit(1, Some.Title, Some.Text("Home"));
            return Task.CompletedTask;
        });

        await world.HandleAsync(world.Look(page));

        Assert.Equal(2, world.Steps.Log.Count(step => step == "bitrix24.Read"));
        // The edit was seen: one of the two is kept as the loser of a conflict.
        Assert.Single(await world.JournalAsync(Core.Ports.JournalKind.Conflict));
    }

    [Fact]
    public async Task SyncAsync_ManyAtOnce_AreReadTogetherAndBackToBackWhereAlone()
    {
        using var world = new World();
        var pages = new List<PageId>();
        for (var id = 1; id <= 10; id++)
        {
            pages.Add(await world.SyncedAsync(id));
        }

        world.Steps.Clear();
        for (var id = 1; id <= 10; id++)
        {
            world.Bitrix24.Edit(id, Some.Title, Some.Text($"House {id}"));
        }

        var first = new TaskCompletionSource();
        world.Steps.MeanwhileAt("bitrix24.Read", () => first.Task);
        var looks = Enumerable.Range(1, 10).Select(id => world.HandleAsync(Some.Event(id))).ToList();
        first.SetResult();
        await Task.WhenAll(looks);

        Assert.All(Enumerable.Range(1, 10), id => Assert.Equal(Some.Text($"House {id}"), world.Notion.Value(pages[id - 1], Some.Title)));
        Assert.Equal((1, 1), (world.Steps.Log.Count(step => step == "notion.Read"), world.Steps.Log.Count(step => step == "notion.Query")));
    }

    [Fact]
    public async Task SyncAsync_AQueryMayNotShowOurOwnWrite_ReadsThePageItself()
    {
        using var world = new World();
        for (var id = 1; id <= 3; id++)
        {
            await world.SyncedAsync(id);
            world.Bitrix24.Edit(id, Some.Amount, Some.Number(7));
        }

        for (var id = 1; id <= 3; id++)
        {
            await world.HandleAsync(Some.Event(id));
            world.Bitrix24.Edit(id, Some.Title, Some.Text("House"));
        }

        world.Steps.Clear();
        var first = new TaskCompletionSource();
        world.Steps.MeanwhileAt("bitrix24.Read", () => first.Task);
        var looks = Enumerable.Range(1, 3).Select(id => world.HandleAsync(Some.Event(id))).ToList();
        first.SetResult();
        await Task.WhenAll(looks);

        Assert.DoesNotContain("notion.Query", world.Steps.Log);
        Assert.Equal(3, world.Steps.Log.Count(step => step == "notion.Read"));
    }
}
