using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class ItemListTests
{
    [Fact]
    public async Task List_FromMinusOne_PagesById50WithoutCounting()
    {
        await using var portal = await TestPortal.StartAsync();
        for (var number = 1; number <= 120; number++)
            portal.AddDeal($"Deal {number}");

        var seen = new List<int>();
        var sizes = new List<int>();
        do
        {
            var reply = await portal.CallAsync(
                "crm.item.list",
                $$"""{"entityTypeId":2,"select":["id"],"filter":{">id":{{seen.LastOrDefault()}}},"order":{"id":"ASC"},"start":-1}""");
            var ids = Ids(reply.Json["result"]!["items"]!);
            Assert.Null(reply.Json["total"]);
            Assert.Null(reply.Json["next"]);
            seen.AddRange(ids);
            sizes.Add(ids.Count);
        }
        while (sizes[^1] == 50);

        Assert.Equal([50, 50, 20], sizes);
        Assert.Equal(Enumerable.Range(1, 120), seen);
    }

    [Fact]
    public async Task List_FromAnOffset_CountsAndSaysWhatIsNext()
    {
        await using var portal = await TestPortal.StartAsync();
        for (var number = 1; number <= 70; number++)
            portal.AddDeal($"Deal {number}");

        var first = await portal.CallAsync("crm.item.list", """{"entityTypeId":2,"select":["id"]}""");
        var second = await portal.CallAsync("crm.item.list", """{"entityTypeId":2,"select":["id"],"start":50}""");

        Assert.Equal((70, 50), ((int)first.Json["total"]!, (int)first.Json["next"]!));
        Assert.Equal((70, null), ((int)second.Json["total"]!, second.Json["next"]));
        Assert.Equal(Enumerable.Range(51, 20), Ids(second.Json["result"]!["items"]!));
    }

    [Theory]
    [InlineData("""{">=updatedTime":"2026-11-22T13:01:00+03:00"}""", "2,3")]
    [InlineData("""{">updatedTime":"2026-11-22T10:01:00Z"}""", "3")]
    [InlineData("""{"<updatedTime":"2026-11-22 13:01:00"}""", "1")]
    [InlineData("""{"@stageId":["WON","LOSE"]}""", "2,3")]
    [InlineData("""{"stageId":["WON"]}""", "2")]
    [InlineData("""{"!stageId":"WON"}""", "1,3")]
    [InlineData("""{"%title":"EAL b"}""", "2")]
    [InlineData("""{"=title":"deal a"}""", "1")]
    [InlineData("""{"<=opportunity":"20"}""", "1,2")]
    [InlineData("""{"0":{"logic":"OR","0":{"id":1},"1":{"id":3}}}""", "1,3")]
    [InlineData("[]", "1,2,3")]
    public async Task List_Filtered_FindsWhatTheFilterSays(string filter, string expected)
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-22T10:00:00Z"));
        await using var portal = await TestPortal.StartAsync(TestPortal.Quick() with { TimeProvider = time });
        foreach (var (title, stage, sum) in new[] { ("Deal A", "NEW", 10m), ("Deal B", "WON", 20m), ("Deal C", "LOSE", 30m) })
        {
            portal.AddDeal(title, ("STAGE_ID", stage), ("OPPORTUNITY", sum));
            time.Advance(TimeSpan.FromMinutes(1));
        }

        var result = await portal.ResultAsync(
            "crm.item.list", $$"""{"entityTypeId":2,"filter":{{filter}},"order":{"id":"ASC"},"select":["id"]}""");

        Assert.Equal(expected, string.Join(',', Ids(result["items"]!)));
    }

    [Theory]
    [InlineData("""{"filter":{"noSuch":1}}""")]
    [InlineData("""{"order":{"noSuch":"ASC"}}""")]
    [InlineData("""{"filter":{">=updatedTime":"yesterday-ish"}}""")]
    public async Task List_UnknownFieldOrValue_IsInvalidArgument(string parameters)
    {
        await using var portal = await TestPortal.StartAsync();
        var body = JsonNode.Parse(parameters)!;
        body["entityTypeId"] = 2;

        Assert.Equal((400, "INVALID_ARG_VALUE"), (await portal.CallAsync("crm.item.list", body.ToJsonString())).Refusal);
    }

    [Fact]
    public async Task List_BooleanUserField_IsFilteredBy1Not_Y()
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.AddUserField(new UserField("UF_CRM_FLAG", "boolean", "Flag"));
        var yes = portal.AddDeal("Yes", ("UF_CRM_FLAG", true));
        var no = portal.AddDeal("No", ("UF_CRM_FLAG", false));
        async Task<List<int>> FindAsync(string value) => Ids((await portal.ResultAsync(
            "crm.item.list",
            $$"""{"entityTypeId":2,"useOriginalUfNames":"Y","filter":{"UF_CRM_FLAG":{{value}}},"select":["id"]}"""))["items"]!);

        Assert.Equal([yes], await FindAsync("1"));
        Assert.Equal([no], await FindAsync("0"));
        Assert.Equal([no], await FindAsync("\"Y\""));
    }

    private static List<int> Ids(JsonNode items) => [.. items.AsArray().Select(item => (int)item!["id"]!)];
}
