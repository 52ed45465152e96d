using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Tests.Notion;

/// <summary>Several pages read, or looked for, at once.</summary>
public sealed class NotionManyPagesTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Bitrix24 ID", """{"Bitrix24 ID": {"number": #}, "Name": {"title": [{"text": {"content": "Deal #"}}]}}""")]
    [InlineData("Bitrix24 Key", """{"Bitrix24 Key": {"rich_text": [{"text": {"content": "#"}}]}, "Name": {"title": [{"text": {"content": "Deal #"}}]}}""")]
    public async Task QueryAsync_ManyPages_AreReadByAsFewQueriesAsTheirFiltersTake(string idProperty, string properties)
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync(idProperty, ["Name"]);
        var pages = Enumerable.Range(1, 150).ToDictionary(
            number => new Bitrix24Id(number), number => workspace.AddPage(properties.Replace("#", $"{number}", StringComparison.Ordinal)));
        workspace.Clock.Advance(TimeSpan.FromMinutes(1));

        var shown = await workspace.Pages.QueryAsync(flow, pages, Cancelled);

        Assert.Equal(2, workspace.Operations.Length);
        Assert.Equal(150, shown.Count);
        Assert.All(pages, page => Assert.Equal(Some.Text($"Deal {page.Key}"), shown[page.Value].Values[Some.Key("Name")]));
        Assert.All(shown.Values, snapshot => Assert.Equal(workspace.Clock.GetUtcNow(), snapshot.ReadAt));
    }

    [Fact]
    public async Task QueryAsync_PagesThatAreNotWhereTheyShouldBe_AreNotAmongTheAnswers()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Name");
        var (here, trashed, renumbered) = (workspace.AddPage(new Bitrix24Id(1)), workspace.AddPage(new Bitrix24Id(2)), workspace.AddPage(new Bitrix24Id(3)));
        var copy = workspace.AddPage(new Bitrix24Id(1));
        await workspace.Pages.TrashAsync(trashed, Cancelled);
        workspace.Edit(renumbered, """{"Bitrix24 ID": {"number": 4}}""");
        workspace.Clock.Advance(TimeSpan.FromMinutes(1));

        var shown = await workspace.Pages.QueryAsync(flow, new Dictionary<Bitrix24Id, PageId> { [new(1)] = here, [new(2)] = trashed, [new(3)] = renumbered }, Cancelled);

        Assert.Equal([here], shown.Keys);
        Assert.DoesNotContain(copy, shown.Keys);
    }

    [Fact]
    public async Task QueryAsync_JustAfterAnEdit_MayShowThePageAsItWas()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Amount");
        var page = workspace.AddPage("""{"Bitrix24 ID": {"number": 1}, "Amount": {"number": 1}}""");
        workspace.Clock.Advance(TimeSpan.FromMinutes(1));
        workspace.Edit(page, """{"Amount": {"number": 2}}""");

        var shown = await workspace.Pages.QueryAsync(flow, new Dictionary<Bitrix24Id, PageId> { [new(1)] = page }, Cancelled);

        Assert.Equal(Some.Number(1), shown[page].Values[Some.Key("Amount")]);
        Assert.Equal(Some.Number(2), (await workspace.ReadAsync(flow, page))!.Values[Some.Key("Amount")]);
    }

    [Fact]
    public async Task FindAllAsync_ManyRecords_TellsThePagesOfEachOldestFirst()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Name");
        var (one, two) = (workspace.AddPage(new Bitrix24Id(1)), workspace.AddPage(new Bitrix24Id(2)));
        workspace.Clock.Advance(TimeSpan.FromMinutes(2));
        var copy = workspace.AddPage(new Bitrix24Id(1));
        workspace.Clock.Advance(TimeSpan.FromMinutes(2));

        var found = await workspace.Pages.FindAllAsync(flow, [new(1), new(2), new(3)], Cancelled);

        Assert.Single(workspace.Operations);
        Assert.Equal([one, copy], found[new(1)]);
        Assert.Equal([two], found[new(2)]);
        Assert.Empty(found[new(3)]);
    }

    /// <summary>Notion compares texts without minding spaces we do not: a page found by an id that cannot be read must not count as none.</summary>
    [Fact]
    public async Task FindAllAsync_PageWhoseIdCannotBeRead_IsFoundByItsOwnQuery()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Name");
        var page = workspace.AddPage("""{"Bitrix24 ID": {"number": 7}}""");
        workspace.Clock.Advance(TimeSpan.FromMinutes(1));
        var misread = flow with { IdProperty = flow.IdProperty with { Id = flow.IdProperty.Name } };

        var found = await workspace.Pages.FindAllAsync(misread, [new(7), new(8)], Cancelled);

        Assert.Equal([page], found[new(7)]);
        Assert.Empty(found[new(8)]);
        Assert.Equal(3, workspace.Operations.Length);
    }
}
