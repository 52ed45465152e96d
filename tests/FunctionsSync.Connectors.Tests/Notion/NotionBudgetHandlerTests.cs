using System.Net;
using FunctionsSync.Connectors.Budget;
using FunctionsSync.Connectors.Notion;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators.Notion;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Connectors.Tests.Notion;

public sealed class NotionBudgetHandlerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_MoreThanTheBudget_AreSpreadAndNoneIsRefused()
    {
        await using var workspace = await The.Workspace();
        var schema = workspace.Get<INotionSchema>();

        foreach (var _ in Enumerable.Range(0, 400))
        {
            await schema.CheckAccessAsync(Cancelled);
        }

        var requests = workspace.Simulator.Requests.Entries;
        Assert.All(requests, request => Assert.Equal(200, request.Status));
        Assert.InRange(requests[^1].At - requests[0].At, TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(135));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(529)]
    public async Task Call_NotionHasHadEnough_EverybodyWaitsAsLongAsItAsked(int status)
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Name");
        var page = workspace.AddPage("{}");
        await workspace.ReadAsync(flow, page);
        workspace.State.Faults.Queue("PATCH", new NotionFault.Refused(status, TimeSpan.FromSeconds(40)));

        var exception = await Assert.ThrowsAsync<RemoteException>(() => workspace.WriteAsync(flow, page, ("Name", Some.Text("Roof"))));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => workspace.Get<INotionSchema>().CheckAccessAsync(Cancelled)));

        Assert.Equal((RemoteFailure.Overloaded, TimeSpan.FromSeconds(40)), (exception.Failure, exception.RetryAfter));
        var requests = workspace.Simulator.Requests.Entries;
        Assert.Equal(6, requests.Count);
        Assert.All(requests.Skip(1), request => Assert.True(request.At - requests[0].At >= TimeSpan.FromSeconds(40)));
    }

    [Fact]
    public async Task Call_WaitingForItsSlotWhenNotionHasHadEnough_WaitsOn()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));
        using var budget = new RequestBudget(new("notion", "Notion", new(1, 1, CountsMinutes: true)), new InMemoryBudgetStore(), new(), clock);
        using var wire = new HeldHandler();
        using var client = new HttpMessageInvoker(new NotionBudgetHandler(budget, clock) { InnerHandler = wire });
        var first = SendAsync(client);
        var second = SendAsync(client);
        using var enough = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        enough.Headers.RetryAfter = new(TimeSpan.FromSeconds(40));
        wire.Answer.SetResult(enough);
        await first;

        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, wire.Sent);

        clock.Advance(TimeSpan.FromSeconds(37));
        Assert.Equal(1, wire.Sent);

        clock.Advance(TimeSpan.FromSeconds(3));
        await second;
        Assert.Equal(2, wire.Sent);
    }

    private static async Task SendAsync(HttpMessageInvoker client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.notion.com/v1/users/me");
        await client.SendAsync(request, Cancelled);
    }

    /// <summary>A wire on which answers come when the test says so.</summary>
    private sealed class HeldHandler : HttpMessageHandler
    {
        public TaskCompletionSource<HttpResponseMessage> Answer { get; } = new();

        public int Sent { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent++;
            return Answer.Task;
        }
    }
}
