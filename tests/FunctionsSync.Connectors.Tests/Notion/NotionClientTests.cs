using System.Net;
using FunctionsSync.Connectors.Notion;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators.Notion;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Connectors.Tests.Notion;

public sealed class NotionClientTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(529)]
    public async Task Read_FailureThatPasses_IsRepeated(int status)
    {
        await using var workspace = await The.Workspace();
        workspace.State.Faults.Queue("GET", new NotionFault.Refused(status), times: 2);

        await workspace.Get<INotionSchema>().CheckAccessAsync(Cancelled);

        Assert.Equal([status, status, 200], workspace.Simulator.Requests.Entries.Select(request => request.Status));
    }

    [Fact]
    public async Task Read_BrokenConnection_IsRepeated()
    {
        await using var workspace = await The.Workspace();
        workspace.State.Faults.Queue("GET", new NotionFault.Aborted());

        await workspace.Get<INotionSchema>().CheckAccessAsync(Cancelled);

        Assert.Equal(2, workspace.Operations.Length);
    }

    [Fact]
    public async Task Query_FailureThatPasses_IsRepeated()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Name");
        workspace.State.Faults.Queue("POST", new NotionFault.Refused(503));

        Assert.Empty(await workspace.ListAsync(flow));
    }

    [Theory]
    [InlineData(409, RemoteFailure.Overloaded)]
    [InlineData(429, RemoteFailure.Overloaded)]
    [InlineData(500, RemoteFailure.OutcomeUnknown)]
    [InlineData(502, RemoteFailure.OutcomeUnknown)]
    [InlineData(503, RemoteFailure.OutcomeUnknown)]
    [InlineData(504, RemoteFailure.OutcomeUnknown)]
    [InlineData(529, RemoteFailure.Overloaded)]
    public async Task Write_AnyFailure_IsNotRepeated(int status, RemoteFailure failure)
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Name");
        var page = workspace.AddPage("{}");
        workspace.State.Faults.Queue("PATCH", new NotionFault.Refused(status));
        workspace.State.Faults.Queue("POST", new NotionFault.Refused(status));

        var update = await Assert.ThrowsAsync<RemoteException>(() => workspace.WriteAsync(flow, page, ("Name", Some.Text("Roof"))));
        var create = await Assert.ThrowsAsync<RemoteException>(() => workspace.CreateAsync(flow, new(7), ("Name", Some.Text("Roof"))));

        Assert.Equal((failure, failure), (update.Failure, create.Failure));
        Assert.True(update.IsRetriable);
        Assert.Equal(["PATCH /v1/pages/{id}", "POST /v1/pages"], workspace.Operations);
    }

    [Fact]
    public async Task Create_SavedAndSaidSo_AdoptsThePage()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Name");
        workspace.State.Faults.Queue("POST /v1/pages", new NotionFault.SavedButUnavailable());

        var created = await workspace.CreateAsync(flow, new(7), ("Name", Some.Text("Roof")));

        Assert.Equal(Some.Text("Roof"), created.Answer.After!.Values[Some.Key("Name")]);
        Assert.Equal(created.Id.ToString(), (string?)Assert.Single(workspace.State.Pages(workspace.DataSourceId))["id"]);
        Assert.Equal(["POST /v1/pages", "GET /v1/pages/{id}"], workspace.Operations);
    }

    /// <summary>Whoever created it again would duplicate it: the page is told of, its values are not.</summary>
    [Fact]
    public async Task Create_PageCannotBeReadBack_IsAPageAllTheSame()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Name");
        workspace.State.Faults.Queue("POST /v1/pages", new NotionFault.SavedButUnavailable());
        workspace.State.Faults.Queue("GET /v1/pages", new NotionFault.Refused(500), times: 10);

        var created = await workspace.CreateAsync(flow, new(7), ("Name", Some.Text("Roof")));

        Assert.Null(created.Answer.After);
        Assert.Equal(created.Id.ToString(), (string?)Assert.Single(workspace.State.Pages(workspace.DataSourceId))["id"]);
    }

    [Fact]
    public async Task Create_SavedAndTheConnectionBroke_IsAnUnknownOutcome()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Name");
        workspace.State.Faults.Queue("POST /v1/pages", new NotionFault.SavedButAborted());

        var exception = await Assert.ThrowsAsync<RemoteException>(() => workspace.CreateAsync(flow, new(7), ("Name", Some.Text("Roof"))));

        Assert.Equal(RemoteFailure.OutcomeUnknown, exception.Failure);
        Assert.Equal(["POST /v1/pages"], workspace.Operations);
        Assert.Single(workspace.State.Pages(workspace.DataSourceId));
    }

    [Fact]
    public async Task Update_SavedAndNotAnswered_IsAnUnknownOutcome()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Name");
        workspace.State.Faults.Queue("PATCH", new NotionFault.SavedButUnavailable());

        var exception = await Assert.ThrowsAsync<RemoteException>(
            () => workspace.WriteAsync(flow, workspace.AddPage("{}"), ("Name", Some.Text("Roof"))));

        Assert.Equal(RemoteFailure.OutcomeUnknown, exception.Failure);
        Assert.Single(workspace.Operations);
    }

    [Fact]
    public async Task Create_SavedAndTheAnswerIsNoJson_IsAnUnknownOutcome()
    {
        using var page = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>") };
        await using var workspace = await WithAnswers(page);

        var exception = await Assert.ThrowsAsync<RemoteException>(
            () => workspace.Get<NotionClient>().CreatePageAsync([], Cancelled));

        Assert.Equal(RemoteFailure.OutcomeUnknown, exception.Failure);
    }

    [Fact]
    public async Task Call_RefusedToken_IsUnauthorizedAndSaysWhatToDo()
    {
        await using var workspace = await The.Workspace();
        await workspace.Secrets.WriteAsync(SecretNames.NotionToken, "ntn_wrong", Cancelled);

        var exception = await Assert.ThrowsAsync<RemoteException>(() => workspace.Get<INotionSchema>().CheckAccessAsync(Cancelled));

        Assert.Equal(RemoteFailure.Unauthorized, exception.Failure);
        Assert.Contains($"Set the secret {SecretNames.NotionToken}", exception.Message, StringComparison.Ordinal);
        Assert.Single(workspace.Operations);
    }

    [Fact]
    public async Task Call_TokenReplacedAfterItWasRefused_UsesTheNewOne()
    {
        await using var workspace = await The.Workspace();
        await workspace.Secrets.WriteAsync(SecretNames.NotionToken, "ntn_wrong", Cancelled);
        await Assert.ThrowsAsync<RemoteException>(() => workspace.Get<INotionSchema>().CheckAccessAsync(Cancelled));
        await workspace.Secrets.WriteAsync(SecretNames.NotionToken, new NotionSimulatorOptions().Token, Cancelled);

        await workspace.Get<INotionSchema>().CheckAccessAsync(Cancelled);
    }

    [Theory]
    [InlineData("restricted_resource", "Give the connection the capabilities")]
    [InlineData("something_else", "403")]
    public async Task Call_NotAllowed_IsForbiddenAndSaysWhatToDo(string code, string said)
    {
        using var refusal = Answer(HttpStatusCode.Forbidden, $$"""{"object": "error", "status": 403, "code": "{{code}}", "message": "No."}""");
        await using var workspace = await WithAnswers(refusal);

        var exception = await Assert.ThrowsAsync<RemoteException>(() => workspace.Get<INotionSchema>().CheckAccessAsync(Cancelled));

        Assert.Equal(RemoteFailure.Forbidden, exception.Failure);
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_BlockedForGood_IsForbiddenAndNotOverloaded()
    {
        using var refusal = Answer(
            HttpStatusCode.TooManyRequests,
            """{"status": 429, "code": "rate_limited", "additional_data": {"rate_limit_reason": "public_api_request_blocked"}}""");
        await using var workspace = await WithAnswers(refusal);

        var exception = await Assert.ThrowsAsync<RemoteException>(
            () => workspace.Get<NotionClient>().UpdatePageAsync(new(Guid.NewGuid()), [], Cancelled));

        Assert.Equal(RemoteFailure.Forbidden, exception.Failure);
    }

    [Fact]
    public async Task Everything_ThatIsLoggedOrThrown_HoldsNoToken()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Name");
        var page = workspace.AddPage("{}");
        List<string> texts = [];
        NotionFault[] faults =
            [new NotionFault.Refused(429), new NotionFault.Refused(502), new NotionFault.Aborted(), new NotionFault.SavedButUnavailable()];
        foreach (var fault in faults)
        {
            workspace.State.Faults.Queue("PATCH", fault);
            texts.Add((await Assert.ThrowsAsync<RemoteException>(() => workspace.WriteAsync(flow, page, ("Name", Some.Text("Roof"))))).ToString());
            workspace.State.Faults.Queue("GET", fault);
            await workspace.ReadAsync(flow, page);
        }

        texts.Add(workspace.Log.Text);

        Assert.Contains("Authorization", workspace.Log.Text, StringComparison.Ordinal);
        Assert.All(texts, text => Assert.DoesNotContain(new NotionSimulatorOptions().Token, text, StringComparison.OrdinalIgnoreCase));
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string json) => new(status) { Content = new StringContent(json) };

    private static async Task<Workspace> WithAnswers(params HttpResponseMessage[] answers) => await The.Workspace(
        services: services => services.AddHttpClient(nameof(NotionClient)).ConfigurePrimaryHttpMessageHandler(() => new StubHandler(answers)));
}
