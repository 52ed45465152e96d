using System.Net;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion;

namespace FunctionsSync.Simulators.Tests.Notion;

public sealed class FaultTests : NotionSimulatorTest
{
    [Theory]
    [InlineData(409, "conflict_error")]
    [InlineData(429, "rate_limited")]
    [InlineData(500, "internal_server_error")]
    [InlineData(503, "service_unavailable")]
    [InlineData(504, "gateway_timeout")]
    [InlineData(529, "service_overload")]
    public async Task Create_WithARefusal_MeetsItOnceAndSavesNothing(int status, string code)
    {
        Workspace.Faults.Queue("POST /v1/pages", new NotionFault.Refused(status));

        await OkAsync("GET", "/v1/users/me");
        Refused(await CreateAsync(Title("Deal")), status, code);

        Assert.Empty(Workspace.Pages(DataSourceId));
        Assert.Equal(HttpStatusCode.OK, (await CreateAsync(Title("Deal"))).Status);
    }

    [Fact]
    public async Task Create_WithABadGateway_GetsHtmlFromTheEdge()
    {
        Workspace.Faults.Queue("POST /v1/pages", new NotionFault.Refused(502));

        var answer = await CreateAsync(Title("Deal"));

        Assert.Equal(HttpStatusCode.BadGateway, answer.Status);
        Assert.StartsWith("<html>", answer.Text, StringComparison.Ordinal);
        Assert.Contains("cf-ray", answer.Headers.Keys);
    }

    [Fact]
    public async Task Create_SavedButUnavailable_NamesTheCommittedPage()
    {
        Workspace.Faults.Queue("POST /v1/pages", new NotionFault.SavedButUnavailable());

        var answer = await CreateAsync(Title("Deal"));

        Refused(answer, 503, "service_unavailable");
        Assert.Equal((string?)Assert.Single(Workspace.Pages(DataSourceId))["id"], (string?)answer.Json["additional_data"]?["committed_resource_id"]);
    }

    [Fact]
    public async Task Append_SavedButUnavailable_NamesTheParentAndTheNewBlocks()
    {
        var pageId = await CreatePageAsync("Deal");
        Workspace.Faults.Queue("PATCH /v1/blocks/{id}/children", new NotionFault.SavedButUnavailable());

        var answer = await SendAsync("PATCH", $"/v1/blocks/{pageId}/children", Json("""{"children":[{"divider":{}},{"divider":{}}]}"""));

        Refused(answer, 503, "service_unavailable");
        var data = answer.Json["additional_data"]!;
        Assert.Equal(pageId, (string?)data["committed_resource_id"]);
        var children = data["committed_child_ids"]!.AsArray().Select(id => (string?)id);
        Assert.Equal(Workspace.Blocks(pageId).Select(block => (string?)block["id"]), children);
    }

    [Fact]
    public async Task Create_SavedButAborted_BreaksTheConnectionAndKeepsThePage()
    {
        Workspace.Faults.Queue("POST /v1/pages", new NotionFault.SavedButAborted());

        await Assert.ThrowsAsync<HttpRequestException>(() => CreateAsync(Title("Deal")));

        Assert.Single(Workspace.Pages(DataSourceId));
        Assert.Equal((0, true), Simulator.Requests.Entries.Select(entry => (entry.Status, entry.IsWrite)).Single());
    }

    [Fact]
    public async Task Update_Aborted_ChangesNothing()
    {
        var pageId = await CreatePageAsync("Deal");
        Workspace.Faults.Queue("PATCH /v1/pages/", new NotionFault.Aborted());

        await Assert.ThrowsAsync<HttpRequestException>(() => UpdateAsync(pageId, """{"Amount":{"number":5}}"""));

        Assert.Null((await PageAsync(pageId))["properties"]!["Amount"]!["number"]);
    }

    [Fact]
    public async Task Create_Delayed_IsSavedAtOnceAndAnsweredLater()
    {
        Workspace.Faults.Queue("POST /v1/pages", new NotionFault.Delayed(TimeSpan.FromMinutes(2)));

        var answer = CreateAsync(Title("Deal"));
        while (Workspace.Pages(DataSourceId).Count == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);

        Assert.False(answer.IsCompleted);
        while (!answer.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMinutes(2));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        }
        Assert.Equal(HttpStatusCode.OK, (await answer).Status);
    }

    [Fact]
    public async Task Log_EveryOperation_IsNamedInNotionsWords()
    {
        var pageId = await CreatePageAsync("Deal");
        await QueryAsync();
        await UpdateAsync(pageId, "{}");
        await SendAsync("PATCH", $"/v1/blocks/{pageId}/children", new JsonObject { ["children"] = new JsonArray() });
        await SendAsync("GET", $"/v1/pages/{pageId}/properties/title?page_size=1");

        Assert.Equal(
            [
                ("POST /v1/pages", true),
                ("POST /v1/data_sources/{id}/query", false),
                ("PATCH /v1/pages/{id}", true),
                ("PATCH /v1/blocks/{id}/children", true),
                ("GET /v1/pages/{id}/properties/{pid}", false),
            ],
            Simulator.Requests.Entries.Select(entry => (entry.Operation, entry.IsWrite)));
        Assert.Equal($"/v1/pages/{pageId}/properties/title", Simulator.Requests.Entries[^1].Path);
    }
}
