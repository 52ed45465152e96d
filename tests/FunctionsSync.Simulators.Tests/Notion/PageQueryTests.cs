using System.Net;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion;

namespace FunctionsSync.Simulators.Tests.Notion;

public sealed class PageQueryTests : NotionSimulatorTest
{
    protected override NotionSimulatorOptions Options => base.Options with { QueryResultLimit = 260 };

    [Fact]
    public async Task Query_RightAfterACreate_DoesNotKnowThePageYet()
    {
        var pageId = await CreatePageAsync("Deal");

        Assert.Empty(Names(await QueryAsync()));
        Assert.Equal(pageId, (string?)(await PageAsync(pageId))["id"]);

        Clock.Advance(Lag);
        Assert.Equal(["Deal"], Names(await QueryAsync()));
    }

    [Fact]
    public async Task Query_RightAfterAnEdit_StillShowsTheOldValueAndTime()
    {
        var pageId = await CreatePageAsync("Old");
        Clock.Advance(TimeSpan.FromMinutes(5));
        Workspace.EditAsPerson(pageId, Title("New"), Anna);

        var stale = await QueryAsync();
        Assert.Equal(["Old"], Names(stale));
        Assert.Equal("2026-11-22T10:00:00.000Z", (string?)stale.Json["results"]![0]!["last_edited_time"]);

        Clock.Advance(Lag);
        Assert.Equal(["New"], Names(await QueryAsync()));
    }

    [Theory]
    [InlineData("on_or_after", "2026-11-22T10:00:00.000Z", true)]
    [InlineData("on_or_after", "2026-11-22T10:00:30.000Z", false)]
    [InlineData("after", "2026-11-22T10:00:00.000Z", false)]
    [InlineData("before", "2026-11-22T10:00:45.000Z", true)]
    [InlineData("on_or_before", "2026-11-22T12:00:00+02:00", true)]
    [InlineData("equals", "2026-11-22", true)]
    public async Task Query_ByEditTime_ComparesTheRoundedMinute(string word, string time, bool found)
    {
        await CreatePageAsync("Deal at 10:00:45");
        Clock.Advance(Lag);

        var answer = await QueryAsync($$$"""{"filter":{"timestamp":"last_edited_time","last_edited_time":{"{{{word}}}":"{{{time}}}"} } }""");

        Assert.Equal(found ? 1 : 0, Names(answer).Length);
    }

    [Theory]
    [InlineData("""{"property":"Name","title":{"equals":"Deal 7"}}""", 1)]
    [InlineData("""{"property":"title","title":{"starts_with":"Deal"}}""", 10)]
    [InlineData("""{"property":"Amount","number":{"greater_than":7}}""", 3)]
    [InlineData("""{"property":"Amount","number":{"is_empty":true}}""", 0)]
    [InlineData("""{"property":"Done","checkbox":{"equals":true}}""", 5)]
    [InlineData("""{"property":"Status","select":{"equals":["New","Won"]}}""", 10)]
    [InlineData("""{"property":"Status","select":{"does_not_equal":"Won"}}""", 5)]
    [InlineData("""{"property":"Tags","multi_select":{"contains":"even"}}""", 5)]
    [InlineData("""{"property":"Phase","status":{"equals":"Not started"}}""", 10)]
    [InlineData("""{"property":"Due","date":{"on_or_after":"2026-11-08"}}""", 3)]
    [InlineData("""{"property":"Link","url":{"is_not_empty":true}}""", 0)]
    [InlineData("""
        {"and":[{"property":"Amount","number":{"greater_than":7}},
          {"or":[{"property":"Amount","number":{"equals":8}},{"property":"Done","checkbox":{"equals":false}}]}]}
        """, 2)]
    public async Task Query_ByProperty_FindsWhatMatches(string filter, int expected)
    {
        for (var number = 1; number <= 10; number++)
        {
            var even = number % 2 == 0;
            Workspace.CreateAsPerson(DataSourceId, Json($$$"""
                {
                  "Name": {"title": [{"text": {"content": "Deal {{{number}}}"}}]}, "Amount": {"number": {{{number}}}},
                  "Done": {"checkbox": {{{(even ? "true" : "false")}}}}, "Status": {"select": {"name": "{{{(even ? "Won" : "New")}}}"}},
                  "Tags": {"multi_select": [{"name": "{{{(even ? "even" : "odd")}}}"}]}, "Due": {"date": {"start": "2026-11-{{{number:00}}}"}}
                }
                """), Anna);
        }
        Clock.Advance(Lag);

        Assert.Equal(expected, Names(await QueryAsync($$$"""{"filter":{{{filter}}}}""")).Length);
    }

    [Fact]
    public async Task Query_ByPerson_FindsTheirPages()
    {
        await CreateAsync(Json($$$"""{"Responsible":{"people":[{"id":"{{{Anna}}}"}]}}"""));
        await CreatePageAsync("Nobody's");
        Clock.Advance(Lag);

        Assert.Single(Names(await QueryAsync($$$"""{"filter":{"property":"Responsible","people":{"contains":"{{{Anna}}}"} } }""")));
    }

    [Fact]
    public async Task Query_WithCursors_GivesEveryRowOnceInOrder()
    {
        CreateMany(250);

        var (amounts, sizes, last) = await ReadAllAsync("""{"sorts":[{"property":"Amount","direction":"descending"}]}""");

        Assert.Equal(Enumerable.Range(1, 250).Reverse(), amounts);
        // A later page may be shorter than asked for although more follow.
        Assert.Equal([100, 99, 51], sizes);
        Assert.Equal("complete", (string?)last["request_status"]?["type"]);
    }

    [Fact]
    public async Task Query_OverTheResultLimit_EndsAsIncomplete()
    {
        CreateMany(261);

        var (amounts, _, last) = await ReadAllAsync("{}");

        Assert.Equal(260, amounts.Distinct().Count());
        Assert.False((bool?)last["has_more"]);
        Assert.Equal("incomplete", (string?)last["request_status"]?["type"]);
        Assert.Equal("query_result_limit_reached", (string?)last["request_status"]?["incomplete_reason"]);
    }

    [Fact]
    public async Task Query_RowEditedDuringAScanByEditTime_IsSeenAgain()
    {
        CreateMany(3);
        const string Sort = """ "sorts":[{"timestamp":"last_edited_time","direction":"ascending"}],"page_size":2""";
        var first = await QueryAsync($"{{{Sort}}}");
        var seen = first.Json["results"]!.AsArray().Select(page => (string)page!["id"]!).ToList();
        Clock.Advance(TimeSpan.FromMinutes(1));
        Workspace.EditAsPerson(seen[0], Title("Edited"), Anna);
        Clock.Advance(Lag);

        var second = await QueryAsync($$$"""{"start_cursor":"{{{first.Json["next_cursor"]}}}",{{{Sort}}}}""");

        Assert.Equal(["", "Edited"], Names(second));
    }

    [Theory]
    [InlineData("""{"page_size":101}""")]
    [InlineData("""{"page_size":0}""")]
    [InlineData("""{"in_trash":true}""")]
    [InlineData("""{"archived":false}""")]
    [InlineData("""{"start_cursor":"made-up"}""")]
    [InlineData("""{"filter":{"property":"Amount","rich_text":{"equals":"1"}}}""")]
    [InlineData("""{"filter":{"property":"Nowhere","number":{"equals":1}}}""")]
    [InlineData("""{"filter":{"property":"Amount","number":{"equals":"1"}}}""")]
    [InlineData("""{"filter":{"property":"Amount","timestamp":"created_time","created_time":{"after":"2026-01-01"}}}""")]
    [InlineData("""{"filter":{"and":[{"or":[{"and":[]}]}]}}""")]
    public async Task Query_BadBody_IsRefused(string body) => Refused(await QueryAsync(body), 400, "validation_error");

    [Fact]
    public async Task Query_CursorOfAnotherQuery_IsRefused()
    {
        CreateMany(3);
        var first = await QueryAsync("""{"page_size":2}""");

        Refused(
            await QueryAsync($$$"""{"start_cursor":"{{{first.Json["next_cursor"]}}}","sorts":[{"property":"Amount","direction":"ascending"}]}"""),
            400,
            "validation_error");
    }

    [Fact]
    public async Task Query_TrashedAndArchivedPages_AreLeftOut()
    {
        var trashed = await CreatePageAsync("Trashed");
        var archived = await CreatePageAsync("Archived");
        await CreatePageAsync("Here");
        Workspace.TrashAsPerson(trashed, Anna);
        Workspace.ArchiveAsPerson(archived, Anna);
        Clock.Advance(Lag);

        Assert.Equal(["Here"], Names(await QueryAsync()));
        Assert.Equal(["Archived"], Names(await QueryAsync("""{"is_archived":true}""")));
        Assert.True((bool?)(await PageAsync(archived))["is_archived"]);
    }

    [Fact]
    public async Task Query_WithFilterProperties_ShowsOnlyThese()
    {
        await CreatePageAsync("Deal");
        Clock.Advance(Lag);
        var schema = (await OkAsync("GET", $"/v1/data_sources/{DataSourceId}"))["properties"]!.AsObject();
        var (name, encoded) = schema.Select(property => (property.Key, Id: (string)property.Value!["id"]!)).First(known => known.Id.Contains('%'));

        var answer = await QueryAsync("{}", $"?filter_properties[]={encoded}&filter_properties[]=title");

        var shown = answer.Json["results"]![0]!["properties"]!.AsObject().Select(property => property.Key);
        Assert.Equivalent(new[] { "Name", name }, shown, strict: true);
        Refused(await QueryAsync("{}", $"?filter_properties[]={Uri.EscapeDataString(encoded)}"), 400, "validation_error");
    }

    private void CreateMany(int count)
    {
        for (var number = 1; number <= count; number++)
            Workspace.CreateAsPerson(DataSourceId, Json($$$"""{"Amount":{"number":{{{number}}}}}"""), Anna);
        Clock.Advance(Lag);
    }

    private async Task<(List<int> Amounts, List<int> Sizes, JsonNode Last)> ReadAllAsync(string body)
    {
        var (amounts, sizes, request) = (new List<int>(), new List<int>(), Json(body));
        while (true)
        {
            var answer = await QueryAsync(request.ToJsonString());
            Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
            var results = answer.Json["results"]!.AsArray();
            amounts.AddRange(results.Select(page => (int)page!["properties"]!["Amount"]!["number"]!));
            sizes.Add(results.Count);
            if (!(bool)answer.Json["has_more"]!)
                return (amounts, sizes, answer.Json);
            request["start_cursor"] = (string)answer.Json["next_cursor"]!;
        }
    }
}
