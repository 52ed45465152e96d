using System.Globalization;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Notion;

public sealed class NotionQueryTests
{
    [Fact]
    public async Task ListEditedAsync_ManyPages_AreAllListedOnceAcrossCursors()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Amount");
        var pages = Add(workspace, 230, TimeSpan.Zero);

        var listed = await workspace.ListAsync(flow);

        Assert.Equal(Sorted(pages.Keys), Sorted(listed.Select(page => page.Id)));
        Assert.All(listed, page => Assert.Equal(Some.Number(pages[page.Id]), page.Snapshot.Values[Some.Key("Amount")]));
        Assert.Equal(3, workspace.Operations.Count(operation => operation == "POST /v1/data_sources/{id}/query"));
    }

    [Theory]
    [InlineData(25, 100, 10)]
    [InlineData(25, 25, 10)]
    [InlineData(25, 26, 10)]
    [InlineData(7, 60, 20)]
    public async Task ListEditedAsync_MoreThanOneQueryAnswersWith_ListsEveryPage(int limit, int count, int secondsApart)
    {
        await using var workspace = await The.Workspace(options => options with { QueryResultLimit = limit });
        var flow = await workspace.FlowAsync("Amount");
        var pages = Add(workspace, count, TimeSpan.FromSeconds(secondsApart));

        var listed = await workspace.ListAsync(flow);

        // A page of the minute in which one query ended and the next began comes twice, and says the same both times.
        Assert.Equal(Sorted(pages.Keys), Sorted(listed.Select(page => page.Id).Distinct()));
        Assert.All(listed, page => Assert.Equal(Some.Number(pages[page.Id]), page.Snapshot.Values[Some.Key("Amount")]));
        Assert.True(listed.Count <= 2 * count, $"{listed.Count} rows for {count} pages");
    }

    [Fact]
    public async Task ListEditedAsync_PagesEditedWhileTheyAreListed_AreStillListed()
    {
        await using var workspace = await The.Workspace(options => options with { QueryResultLimit = 25 });
        var flow = await workspace.FlowAsync("Amount");
        var pages = Add(workspace, 80, TimeSpan.FromSeconds(10));
        var listed = new HashSet<PageId>();

        await foreach (var page in workspace.Pages.ListEditedAsync(flow, null, TestContext.Current.CancellationToken))
        {
            if (listed.Add(page.Id))
            {
                workspace.Edit(page.Id, """{"Company": {"rich_text": [{"text": {"content": "edited"}}]}}""");
                workspace.Clock.Advance(TimeSpan.FromSeconds(2));
            }
        }

        Assert.Equal(Sorted(pages.Keys), Sorted(listed));
    }

    [Fact]
    public async Task ListEditedAsync_MorePagesOfOneMinuteThanAQueryAnswersWith_FailsAndNamesTheMinute()
    {
        await using var workspace = await The.Workspace(options => options with { QueryResultLimit = 25 });
        var flow = await workspace.FlowAsync("Amount");
        Add(workspace, 30, TimeSpan.Zero);

        var exception = await Assert.ThrowsAsync<RemoteException>(() => workspace.ListAsync(flow));

        Assert.False(exception.IsRetriable);
        Assert.Contains("2026-11-22 10:00", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListEditedAsync_Since_ListsWhatWasEditedInThatMinuteOrLater()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Amount");
        var pages = Add(workspace, 3, TimeSpan.FromMinutes(5)).Keys.ToArray();
        workspace.Edit(pages[0], """{"Amount": {"number": 9}}""");
        workspace.Clock.Advance(TimeSpan.FromSeconds(5));

        var listed = await workspace.ListAsync(flow, new(2026, 11, 22, 10, 10, 0, TimeSpan.Zero));

        Assert.Equal(Sorted([pages[0], pages[2]]), Sorted(listed.Select(page => page.Id)));
    }

    [Fact]
    public async Task ListEditedAsync_Answer_SaysWhenNotionBeganToAnswer()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Amount");
        Add(workspace, 150, TimeSpan.Zero);

        var listed = await workspace.ListAsync(flow);

        // The Date header, which has whole seconds.
        var readAt = Assert.Single(listed.Select(page => page.ReadAt).Distinct());
        Assert.InRange(workspace.Clock.GetUtcNow() - readAt, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal(0, readAt.Millisecond);
    }

    [Fact]
    public async Task ListEditedAsync_OurOwnEdit_IsTold()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Name");
        var ours = (await workspace.CreateAsync(flow, new(7), ("Name", Some.Text("Roof")))).Id;
        var theirs = (await workspace.CreateAsync(flow, new(8), ("Name", Some.Text("Wall")))).Id;
        workspace.Edit(theirs, """{"Amount": {"number": 9}}""");
        workspace.Clock.Advance(TimeSpan.FromSeconds(5));

        var listed = (await workspace.ListAsync(flow)).ToDictionary(page => page.Id, page => page.EditedByUs);

        Assert.Equal((true, false), (listed[ours], listed[theirs]));
    }

    private static IEnumerable<string> Sorted(IEnumerable<PageId> pages) =>
        pages.Select(page => page.ToString()).Order(StringComparer.Ordinal);

    /// <summary>Pages with their numbers, one after the other, all of them old enough to be found.</summary>
    private static Dictionary<PageId, decimal> Add(Workspace workspace, int count, TimeSpan apart)
    {
        var pages = new Dictionary<PageId, decimal>();
        foreach (var number in Enumerable.Range(1, count))
        {
            var text = number.ToString(CultureInfo.InvariantCulture);
            pages.Add(workspace.AddPage($$"""{"Amount": {"number": {{text}} } }"""), number);
            workspace.Clock.Advance(apart);
        }

        workspace.Clock.Advance(TimeSpan.FromSeconds(5));
        return pages;
    }
}
