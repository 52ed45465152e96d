using FunctionsSync.Core.Model;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Connectors.Tests.Notion;

public sealed class NotionPagesTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, CanonicalValue, CanonicalValue> Types => new()
    {
        { "Name", Some.Text("Roof\nand wall"), Some.Nothing },
        { "Company", Some.Text("Acme, Inc."), Some.Nothing },
        { "Amount", Some.Number(1234567.89m), Some.Nothing },
        { "Amount", Some.Number(0), Some.Nothing },
        { "Status", Some.Choice("In progress"), Some.Nothing },
        { "Phase", Some.Choice("Done"), Some.Choice("Not started") },
        { "Creation Date", new Date(new(2026, 2, 28)), Some.Nothing },
        { "Creation Date", new DateAndTime(new(2026, 2, 28, 23, 30, 0, TimeSpan.FromHours(3))), Some.Nothing },
        { "Responsible", new People([new("anna@example.com", "Anna")]), Some.Nothing },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public async Task UpdateAsync_ValueOfEveryType_IsReadBackAndCleared(string property, CanonicalValue value, CanonicalValue cleared)
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync(property);
        var page = workspace.AddPage("{}");

        var written = await workspace.WriteAsync(flow, page, (property, value));
        Assert.Equal(value, written.After!.Values[Some.Key(property)]);
        Assert.Equal(value, (await workspace.ReadAsync(flow, page))!.Values[Some.Key(property)]);

        var answer = await workspace.WriteAsync(flow, page, (property, Some.Nothing));
        Assert.Empty(answer.Refused);
        Assert.Equal(cleared, answer.After!.Values[Some.Key(property)]);
        Assert.Equal(cleared, (await workspace.ReadAsync(flow, page))!.Values[Some.Key(property)]);
    }

    [Fact]
    public async Task Everything_AfterPropertiesWereRenamed_GoesByTheirIds()
    {
        await using var workspace = await The.Workspace();
        string[] names = ["Name", "Status", "Amount", "Company", "Creation Date"];
        var flow = await workspace.FlowAsync(names);
        foreach (var name in names.Append("Bitrix24 ID"))
        {
            workspace.State.RenameProperty(workspace.DataSourceId, name, $"{name} (renamed)");
        }

        var created = await workspace.CreateAsync(flow, new(7), ("Name", Some.Text("Roof")), ("Amount", Some.Number(1)));
        await workspace.WriteAsync(flow, created.Id, ("Status", Some.Choice("New")), ("Company", Some.Text("Acme")));
        workspace.Clock.Advance(TimeSpan.FromSeconds(2));

        var expected = Some.Values(
            ("Name", Some.Text("Roof")), ("Status", Some.Choice("New")), ("Amount", Some.Number(1)), ("Company", Some.Text("Acme")),
            ("Creation Date", Some.Nothing));
        Assert.Equal(expected, (await workspace.ReadAsync(flow, created.Id))!.Values);
        Assert.Equal(expected, Assert.Single(await workspace.ListAsync(flow)).Snapshot.Values);
        Assert.Equal([created.Id], await workspace.Pages.FindAsync(flow, new(7), Cancelled));
    }

    [Fact]
    public async Task ReadAsync_PropertyOfAnotherTypeNow_IsLeftOut()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Name", "Amount");
        var page = workspace.AddPage("""{"Name": {"title": [{"text": {"content": "Roof"}}]}, "Amount": {"number": 5}}""");
        await workspace.ChangeSchemaAsync("""{"Amount": {"rich_text": {}}}""");

        Assert.Equal(Some.Values(("Name", Some.Text("Roof"))), (await workspace.ReadAsync(flow, page))!.Values);
    }

    [Fact]
    public async Task UpdateAsync_OptionWithAComma_IsWrittenInTheSpellingNotionTakes()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Status");
        var page = workspace.AddPage("{}");
        var converted = Assert.IsType<Core.Mapping.Converted.To>(flow.Fields[0].Conversion.ToNotion(Some.Choice("Waiting, long")));

        var answer = await workspace.WriteAsync(flow, page, ("Status", converted.Value));

        Assert.Equal(converted.Value, answer.After!.Values[Some.Key("Status")]);
    }

    [Fact]
    public async Task UpdateAsync_StatusThatDoesNotExist_IsRefusedWithoutARequest()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Phase");

        var answer = await workspace.WriteAsync(flow, workspace.AddPage("{}"), ("Phase", Some.Choice("Nowhere")));

        Assert.Equal(Some.Key("Phase"), Assert.Single(answer.Refused).Key);
        Assert.Null(answer.After);
    }

    [Fact]
    public async Task ReadAsync_TrashedPage_IsNullUntilItIsRestored()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Name");
        var page = workspace.AddPage("{}");
        workspace.State.TrashAsPerson(page.ToString(), workspace.Anna);
        Assert.Null(await workspace.ReadAsync(flow, page));

        workspace.State.RestoreAsPerson(page.ToString(), workspace.Anna);
        Assert.NotNull(await workspace.ReadAsync(flow, page));
    }

    [Fact]
    public async Task ReadAsync_DatabaseThatIsNotShared_IsNull()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Name");
        var page = workspace.AddPage("{}");
        workspace.State.Unshare(workspace.DatabaseId);

        Assert.Null(await workspace.ReadAsync(flow, page));
    }

    [Theory]
    [InlineData("Bitrix24 ID")]
    [InlineData("Bitrix24 Key")]
    public async Task FindAsync_PagesOfARecord_AreFoundOldestFirstAfterTheLag(string idProperty)
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync(idProperty, ["Name"]);
        var first = (await workspace.CreateAsync(flow, new(7), ("Name", Some.Text("Roof")))).Id;
        await workspace.CreateAsync(flow, new(77), ("Name", Some.Text("Another")));
        Assert.Empty(await workspace.Pages.FindAsync(flow, new(7), Cancelled));

        workspace.Clock.Advance(TimeSpan.FromMinutes(2));
        var copy = new PageId(Guid.Parse(workspace.State.DuplicateAsPerson(first.ToString(), workspace.Anna)));
        workspace.Clock.Advance(TimeSpan.FromSeconds(2));
        workspace.Edit(first, """{"Amount": {"number": 1}}""");

        Assert.Equal([first, copy], await workspace.Pages.FindAsync(flow, new(7), Cancelled));
        Assert.Empty(await workspace.Pages.FindAsync(flow, new(8), Cancelled));
    }

    /// <summary>Notion tells the minute of creation only: a copy may look as old as its original.</summary>
    [Fact]
    public async Task FindAsync_PageOfAPersonThatIsAsOldOrOlder_ComesAfterOurOwn()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Bitrix24 ID", ["Name"]);
        var theirs = workspace.AddPage("""{"Name": {"title": [{"text": {"content": "Roof"}}]}, "Bitrix24 ID": {"number": 7}}""");
        workspace.Clock.Advance(TimeSpan.FromMinutes(2));
        var ours = (await workspace.CreateAsync(flow, new(7), ("Name", Some.Text("Roof")))).Id;
        workspace.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal([ours, theirs], await workspace.Pages.FindAsync(flow, new(7), Cancelled));
        Assert.Equal([ours, theirs], (await workspace.Pages.FindAllAsync(flow, [new(7), new(8)], Cancelled))[new(7)]);
    }

    [Fact]
    public async Task FindByKeysAsync_PageWithoutAnId_IsFoundUntilItHasOne()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Name", "Status", "Amount");
        flow = flow with { KeyFields = flow.Fields };
        var page = workspace.AddPage(
            """{"Name": {"title": [{"text": {"content": "Roof"}}]}, "Status": {"select": {"name": "New"}}, "Amount": {"number": 5}}""");
        workspace.AddPage("""{"Name": {"title": [{"text": {"content": "Roof"}}]}, "Status": {"select": {"name": "New"}}, "Amount": {"number": 6}}""");
        workspace.Clock.Advance(TimeSpan.FromSeconds(2));
        var keys = Some.Values(("Name", Some.Text("Roof")), ("Status", Some.Choice("New")), ("Amount", Some.Number(5)));
        Assert.Equal([page], await workspace.Pages.FindByKeysAsync(flow, keys, Cancelled));

        await workspace.Pages.SetIdAsync(flow, page, new(7), Cancelled);
        workspace.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Empty(await workspace.Pages.FindByKeysAsync(flow, keys, Cancelled));
        Assert.Equal([page], await workspace.Pages.FindAsync(flow, new(7), Cancelled));
    }

    [Fact]
    public async Task CreateAsync_NewPage_AnswersWhatNotionSaysOfIt()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Name", "Phase");

        var created = await workspace.CreateAsync(flow, new(7), ("Name", Some.Text("Roof")));

        Assert.Equal(Some.Values(("Name", Some.Text("Roof")), ("Phase", Some.Choice("Not started"))), created.Answer.After!.Values);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero), created.Answer.After.EditedAt);
        Assert.Equal(7, (double?)workspace.Property(created.Id, "Bitrix24 ID")["number"]);
        Assert.Equal(["POST /v1/pages"], workspace.Operations);
    }
}
