using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Tests.Notion;

public sealed class PageWriteTests : NotionSimulatorTest
{
    [Fact]
    public async Task Create_AtAnySecond_RoundsItsTimesDownToTheMinute()
    {
        var page = await PageAsync(await CreatePageAsync("Deal"));

        Assert.Equal("2026-11-22T10:00:00.000Z", (string?)page["created_time"]);
        Assert.Equal("2026-11-22T10:00:00.000Z", (string?)page["last_edited_time"]);
        Assert.Equal("2026-11-22T10:00:00.000Z", (string?)page["properties"]?["Edited"]?["last_edited_time"]);
    }

    [Fact]
    public async Task Update_ByTheBotOrAPerson_NamesTheLastEditor()
    {
        var pageId = await CreatePageAsync("Deal");
        Assert.Equal(Workspace.BotUserId, (string?)(await PageAsync(pageId))["last_edited_by"]?["id"]);

        Workspace.EditAsPerson(pageId, Title("Better deal"), Anna);

        var page = await PageAsync(pageId);
        Assert.Equal(Anna, (string?)page["last_edited_by"]?["id"]);
        Assert.Equal(Workspace.BotUserId, (string?)page["created_by"]?["id"]);
    }

    [Fact]
    public async Task Update_ThatChangesNothing_StillMovesTheEditTime()
    {
        var pageId = await CreatePageAsync("Deal");
        Clock.Advance(TimeSpan.FromMinutes(3));

        await UpdateAsync(pageId, """{"Done":{"checkbox":false}}""");

        Assert.Equal("2026-11-22T10:03:00.000Z", (string?)(await PageAsync(pageId))["last_edited_time"]);
    }

    [Theory]
    [InlineData("Note", """{"rich_text":[{"text":{"content":"X"}}]}""", """{"rich_text":[]}""")]
    [InlineData("Amount", """{"number":1.49}""", """{"number":null}""")]
    [InlineData("Status", """{"select":{"name":"New"}}""", """{"select":null}""")]
    [InlineData("Tags", """{"multi_select":[{"name":"a"},{"name":"b"}]}""", """{"multi_select":[]}""")]
    [InlineData("Due", """{"date":{"start":"2026-09-15"}}""", """{"date":null}""")]
    [InlineData("Done", """{"checkbox":true}""", """{"checkbox":false}""")]
    [InlineData("Link", """{"url":"https://example.com/"}""", """{"url":null}""")]
    [InlineData("Mail", """{"email":"a@example.com"}""", """{"email":null}""")]
    [InlineData("Phone", """{"phone_number":"+1 555"}""", """{"phone_number":null}""")]
    [InlineData("Files", """{"files":[{"name":"a.pdf","type":"external","external":{"url":"https://example.com/a"}}]}""", """{"files":[]}""")]
    public async Task Update_ValueThenClear_ReadsBackAsAFreshPage(string property, string value, string clear)
    {
        var pageId = await CreatePageAsync("Deal");
        var fresh = (await PageAsync(pageId))["properties"]![property]!.ToJsonString();

        await UpdateAsync(pageId, $$$"""{"{{{property}}}":{{{value}}}}""");
        Assert.NotEqual(fresh, (await PageAsync(pageId))["properties"]![property]!.ToJsonString());

        await UpdateAsync(pageId, $$$"""{"{{{property}}}":{{{clear}}}}""");
        Assert.Equal(fresh, (await PageAsync(pageId))["properties"]![property]!.ToJsonString());
    }

    [Fact]
    public async Task Update_StatusToNull_FallsBackToTheDefaultOption()
    {
        var pageId = await CreatePageAsync("Deal");
        await UpdateAsync(pageId, """{"Phase":{"status":{"name":"Done"}}}""");

        await UpdateAsync(pageId, """{"Phase":{"status":null}}""");

        Assert.Equal("Not started", (string?)(await PageAsync(pageId))["properties"]?["Phase"]?["status"]?["name"]);
    }

    [Fact]
    public async Task Update_WithTheIdAsAnswered_ReachesTheProperty()
    {
        var pageId = await CreatePageAsync("Deal");
        var properties = (await PageAsync(pageId))["properties"]!.AsObject();
        var encoded = properties.Select(property => (string)property.Value!["id"]!).Where(id => id.Contains('%')).ToList();
        Assert.NotEmpty(encoded);

        foreach (var (name, property) in properties.Where(property => (string?)property.Value!["type"] is "url" or "email" or "phone_number"))
        {
            var type = (string)property!["type"]!;
            await UpdateAsync(pageId, $$$"""{"{{{property["id"]}}}":{"{{{type}}}":"changed"}}""");
            Assert.Equal("changed", (string?)(await PageAsync(pageId))["properties"]?[name]?[type]);
        }
    }

    [Fact]
    public async Task Update_SelectWithAnUnknownName_AddsTheOptionToTheSchema()
    {
        var pageId = await CreatePageAsync("Deal");

        await UpdateAsync(pageId, """{"Status":{"select":{"name":"Nwe"}}}""");

        Assert.Equal(["New", "Nwe"], await StatusOptionsAsync());
        await UpdateAsync(pageId, """{"Status":{"select":{"name":"nwe"}}}""");
        Assert.Equal(["New", "Nwe"], await StatusOptionsAsync());
    }

    [Theory]
    [InlineData("""{"Status":{"select":{"name":"a, b"}}}""")]
    [InlineData("""{"Tags":{"multi_select":[{"name":"ok"},{"name":"a, b"}]}}""")]
    [InlineData("""{"Status":{"select":{"id":"unknown"}}}""")]
    [InlineData("""{"Phase":{"status":{"name":"Unknown"}}}""")]
    [InlineData("""{"Amount":{"number":"12"}}""")]
    [InlineData("""{"Amount":{"rich_text":[]}}""")]
    [InlineData("""{"Nowhere":{"number":1}}""")]
    [InlineData("""{"Link":{"url":""}}""")]
    [InlineData("""{"Note":{"rich_text":[{"text":{"content":"X","link":{"url":"/relative"}}}]}}""")]
    [InlineData("""{"Note":{"rich_text":[{"text":{"content":"X"},"annotations":{"color":"mauve"}}]}}""")]
    [InlineData("""{"Due":{"date":{"start":"22.11.2026"}}}""")]
    [InlineData("""{"Due":{"date":{"start":"2026-11-22","end":"2026-11-21"}}}""")]
    [InlineData("""{"Due":{"date":{"start":"2026-11-22T10:00:00Z","time_zone":"Europe/Berlin"}}}""")]
    [InlineData("""{"Edited":{"last_edited_time":"2026-11-22T10:00:00.000Z"}}""")]
    [InlineData("""{"No":{"unique_id":{"number":5}}}""")]
    [InlineData("""{"Responsible":{"people":[{"id":"6794760a-1f15-45cd-9c65-0dfe42f5135a"}]}}""")]
    public async Task Update_OneBadProperty_RefusesAllAndChangesNothing(string bad)
    {
        var pageId = await CreatePageAsync("Deal");
        var before = (await PageAsync(pageId))["properties"]!.ToJsonString();
        Clock.Advance(TimeSpan.FromMinutes(1));
        var properties = Json("""{"Note":{"rich_text":[{"text":{"content":"X"}}]},"Status":{"select":{"name":"Made on the way"}}}""");
        foreach (var (name, value) in Json(bad))
            properties[name] = value!.DeepClone();

        Refused(await SendAsync("PATCH", $"/v1/pages/{pageId}", new JsonObject { ["properties"] = properties }), 400, "validation_error");

        Assert.Equal(before, (await PageAsync(pageId))["properties"]!.ToJsonString());
        Assert.Equal(["New"], await StatusOptionsAsync());
    }

    [Theory]
    [InlineData(2000, HttpStatusCode.OK)]
    [InlineData(2001, HttpStatusCode.BadRequest)]
    public async Task Create_TextItem_HoldsNoMoreThan2000Characters(int length, HttpStatusCode expected) =>
        Assert.Equal(expected, (await CreateAsync(Title(new string('x', length)))).Status);

    [Theory]
    [InlineData(100, HttpStatusCode.OK)]
    [InlineData(101, HttpStatusCode.BadRequest)]
    public async Task Create_TextArray_HoldsNoMoreThan100Items(int count, HttpStatusCode expected)
    {
        var items = Enumerable.Range(0, count).Select(_ => """{"text":{"content":"x"}}""");

        Assert.Equal(expected, (await CreateAsync(Json($$$"""{"Note":{"rich_text":[{{{string.Join(',', items)}}}]}}"""))).Status);
    }

    [Fact]
    public async Task Create_TextInSeveralItemsOfOneForm_ComesBackAsOne()
    {
        var answer = await CreateAsync(Json("""{"Note":{"rich_text":[{"text":{"content":"a"}},{"text":{"content":"b"}}]}}"""));

        Assert.Equal("ab", (string?)Assert.Single(answer.Json["properties"]!["Note"]!["rich_text"]!.AsArray())!["plain_text"]);
    }

    [Theory]
    [InlineData("2026-09-15", null, "2026-09-15", null)]
    [InlineData("2026-09-15T09:00:00Z", null, "2026-09-15T09:00:00.000+00:00", null)]
    [InlineData("2026-09-15T09:00:42-07:00", null, "2026-09-15T09:00:00.000-07:00", null)]
    [InlineData("2026-09-15T09:00:00", "America/Los_Angeles", "2026-09-15T09:00:00.000-07:00", "America/Los_Angeles")]
    public async Task Create_Date_ComesBackInNotionsForm(string start, string? zone, string read, string? readZone)
    {
        var date = new JsonObject { ["start"] = start };
        if (zone is not null)
            date["time_zone"] = zone;

        var answer = await CreateAsync(new JsonObject { ["Due"] = new JsonObject { ["date"] = date } });

        var stored = answer.Json["properties"]!["Due"]!["date"]!;
        Assert.Equal((read, (string?)null, readZone), ((string?)stored["start"], (string?)stored["end"], (string?)stored["time_zone"]));
    }

    [Theory]
    [InlineData("""{"archived":true}""")]
    [InlineData("""{"properties":{},"parent":{}}""")]
    public async Task Update_UnknownMember_IsRefused(string body)
    {
        var pageId = await CreatePageAsync("Deal");

        Refused(await SendAsync("PATCH", $"/v1/pages/{pageId}", Json(body)), 400, "validation_error");
    }

    [Fact]
    public async Task Update_TrashedPage_IsRefusedUntilItIsRestored()
    {
        var pageId = await CreatePageAsync("Deal");
        await OkAsync("PATCH", $"/v1/pages/{pageId}", Json("""{"in_trash":true}"""));

        var message = Refused(await UpdateAsync(pageId, """{"Amount":{"number":1}}"""), 400, "validation_error");
        Assert.Equal("Can't edit block that is archived. You must unarchive the block before editing.", message);
        Assert.True((bool?)(await PageAsync(pageId))["in_trash"]);

        await OkAsync("PATCH", $"/v1/pages/{pageId}", Json("""{"in_trash":false}"""));
        Assert.Equal(HttpStatusCode.OK, (await UpdateAsync(pageId, """{"Amount":{"number":1}}""")).Status);
    }

    [Fact]
    public async Task Get_MoreThan25People_IsCutInThePageButNotInTheProperty()
    {
        var people = Enumerable.Range(1, 30).Select(number => number.ToString(CultureInfo.InvariantCulture))
            .Select(number => new JsonObject { ["id"] = Workspace.AddPerson(number, $"{number}@example.com") });
        var answer = await CreateAsync(new JsonObject { ["Responsible"] = new JsonObject { ["people"] = new JsonArray([.. people]) } });
        var property = answer.Json["properties"]!["Responsible"]!;

        var all = await OkAsync("GET", $"/v1/pages/{answer.Json["id"]}/properties/{property["id"]}");

        Assert.Equal(25, property["people"]!.AsArray().Count);
        Assert.Equal(30, all["results"]!.AsArray().Count);
    }

    [Fact]
    public async Task Duplicate_ByAPerson_CopiesValuesAndContentUnderANewNumber()
    {
        var created = await CreateAsync(
            Json("""{"Name":{"title":[{"text":{"content":"Deal"}}]},"Amount":{"number":5}}"""),
            [Json("""{"toggle":{"rich_text":[],"children":[{"divider":{}}]}}""")]);

        var copyId = Workspace.DuplicateAsPerson((string)created.Json["id"]!, Anna);

        var copy = (await PageAsync(copyId))["properties"]!;
        Assert.Equal("Deal (1)", (string?)copy["Name"]!["title"]![0]!["plain_text"]);
        Assert.Equal((5, 2), ((int)copy["Amount"]!["number"]!, (int)copy["No"]!["unique_id"]!["number"]!));
        Assert.True((bool?)Assert.Single(Workspace.Blocks(copyId))["has_children"]);
    }

    private async Task<string[]> StatusOptionsAsync()
    {
        var source = await OkAsync("GET", $"/v1/data_sources/{DataSourceId}");
        return [.. source["properties"]!["Status"]!["select"]!["options"]!.AsArray().Select(option => (string)option!["name"]!)];
    }
}
