using System.Net;
using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Tests.Notion;

public sealed class BlockTests : NotionSimulatorTest
{
    private const string Divider = """{"divider":{}}""";

    [Theory]
    [InlineData("""{"type":"after_block","after_block":{"id":"ID"}}""", "heading_1 divider to_do")]
    [InlineData("""{"type":"start"}""", "divider heading_1 to_do")]
    [InlineData("""{"type":"end"}""", "heading_1 to_do divider")]
    [InlineData(null, "heading_1 to_do divider")]
    public async Task Append_AtAPosition_PutsTheBlocksThere(string? position, string expected)
    {
        var pageId = await CreatePageAsync("Deal");
        await AppendAsync(pageId, """{"heading_1":{"rich_text":[]}},{"to_do":{"rich_text":[],"checked":true}}""");
        var first = (string)Workspace.Blocks(pageId)[0]["id"]!;
        Clock.Advance(TimeSpan.FromMinutes(1));

        var answer = await AppendAsync(pageId, Divider, position?.Replace("ID", first, StringComparison.Ordinal));

        Assert.Equal("divider", (string?)Assert.Single(answer.Json["results"]!.AsArray())!["type"]);
        var list = (await OkAsync("GET", $"/v1/blocks/{pageId}/children"))["results"]!.AsArray();
        Assert.Equal(expected, string.Join(' ', list.Select(block => (string?)block!["type"])));
        Assert.Equal("2026-11-22T10:01:00.000Z", (string?)(await PageAsync(pageId))["last_edited_time"]);
    }

    [Theory]
    [InlineData(100, HttpStatusCode.OK)]
    [InlineData(101, HttpStatusCode.BadRequest)]
    public async Task Append_Children_AreNoMoreThan100(int count, HttpStatusCode expected)
    {
        var pageId = await CreatePageAsync("Deal");

        Assert.Equal(expected, (await AppendAsync(pageId, string.Join(',', Enumerable.Repeat(Divider, count)))).Status);
    }

    [Theory]
    [InlineData(2, HttpStatusCode.OK)]
    [InlineData(3, HttpStatusCode.BadRequest)]
    public async Task Append_NestedChildren_GoTwoLevelsDeep(int levels, HttpStatusCode expected)
    {
        var pageId = await CreatePageAsync("Deal");
        var block = Divider;
        for (var level = 0; level < levels; level++)
            block = $$$"""{"toggle":{"rich_text":[],"children":[{{{block}}}]}}""";

        Assert.Equal(expected, (await AppendAsync(pageId, block)).Status);
    }

    [Theory]
    [InlineData("""{"divider":{},"archived":false}""")]
    [InlineData("""{"paragraph":{"rich_text":[],"archived":false}}""")]
    [InlineData("""{"paragraph":{"rich_text":[{"text":{}}]}}""")]
    [InlineData("""{"heading_1":{"rich_text":[],"children":[]}}""")]
    [InlineData("""{"table":{"table_width":2,"children":[]}}""")]
    [InlineData("""{"table":{"table_width":2,"children":[{"table_row":{"cells":[[]]}}]}}""")]
    [InlineData("""{"table_row":{"cells":[[]]}}""")]
    [InlineData("""{"hologram":{}}""")]
    public async Task Append_BadBlock_IsRefusedAndNothingIsKept(string block)
    {
        var pageId = await CreatePageAsync("Deal");

        Refused(await AppendAsync(pageId, $"{Divider},{block}"), 400, "validation_error");

        Assert.Empty(Workspace.Blocks(pageId));
    }

    [Fact]
    public async Task Append_WithTheOldAfter_IsRefused()
    {
        var pageId = await CreatePageAsync("Deal");

        Refused(
            await SendAsync("PATCH", $"/v1/blocks/{pageId}/children", Json($$$"""{"children":[{{{Divider}}}],"after":"{{{pageId}}}"}""")),
            400,
            "validation_error");
    }

    [Fact]
    public async Task Append_ToATrashedPage_IsRefused()
    {
        var pageId = await CreatePageAsync("Deal");
        Workspace.TrashAsPerson(pageId, Anna);

        Refused(await AppendAsync(pageId, Divider), 400, "validation_error");
    }

    [Fact]
    public async Task Create_WithABadChild_MakesNoPage()
    {
        Refused(await CreateAsync(Title("Deal"), new JsonArray(Json("""{"hologram":{}}"""))), 400, "validation_error");

        Assert.Empty(Workspace.Pages(DataSourceId));
    }

    private Task<ApiAnswer> AppendAsync(string id, string blocks, string? position = null) => SendAsync(
        "PATCH",
        $"/v1/blocks/{id}/children",
        Json(position is null ? $$$"""{"children":[{{{blocks}}}]}""" : $$$"""{"children":[{{{blocks}}}],"position":{{{position}}}}"""));
}
