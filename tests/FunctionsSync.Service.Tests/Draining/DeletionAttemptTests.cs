using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Tests.Fakes;

namespace FunctionsSync.Service.Tests.Draining;

/// <summary>A record is to be deleted for its page, and something comes in between.</summary>
public sealed class DeletionAttemptTests
{
    [Fact]
    public async Task PageTrashed_RecordEditedWhileThePageWasRead_RestoresThePage()
    {
        using var world = DeletingRecords();
        var page = await world.SyncedAsync();
        world.Notion.Trash(page);
        world.Steps.MeanwhileAt("notion.Read", () =>
        {
            world.Clock.Advance(TimeSpan.FromSeconds(11));
            world.Bitrix24.Edit(1, Some.Title, Some.Text("Edited"));
            return Task.CompletedTask;
        });

        await world.HandleAsync(world.Look(page));

        Assert.Null(world.Notion.Whereabouts(page));
        Assert.Equal(Some.Text("Edited"), world.Bitrix24.Value(1, Some.Title));
        Assert.Equal(["notion.Restore"], world.Steps.Writes);
    }

    /// <summary>Else two records that cannot be deleted would stop their whole flow.</summary>
    [Theory]
    [InlineData(RemoteFailure.Overloaded, 0)]
    [InlineData(RemoteFailure.OutcomeUnknown, 1)]
    public async Task PageTrashed_DeletingFails_CountsOnlyWhatMayBeDeleted(RemoteFailure failure, int expected)
    {
        using var world = DeletingRecords();
        var page = await world.SyncedAsync();
        world.Notion.Trash(page);
        world.Steps.Outage = name => name == "bitrix24.Delete" ? Some.Failure(failure) : null;

        await world.HandleAsync(world.Look(page));

        Assert.Contains("bitrix24.Delete", world.Steps.Log);
        Assert.Equal(expected, (await world.Control.ReadAsync(new("Projects"), Some.Cancel)).Deletions);
    }

    private static World DeletingRecords() =>
        new(Some.Projects() with { OnDelete = new() { Bitrix24 = new DeletionRule.Trash(), Notion = new DeletionRule.Unlink() } });
}
