using System.Net;
using FunctionsSync.Connectors.Budget;
using FunctionsSync.Connectors.Http;
using FunctionsSync.Connectors.Notion;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Model;
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

    [Fact]
    public async Task Call_SlotComesAfterItsDeadline_IsNotSentAndSaysWhenToComeAgain()
    {
        await using var wire = new Wire(burst: 1);
        await wire.SendAsync();

        var failure = await Assert.ThrowsAsync<RemoteException>(() => wire.SendAsync(request => request.NotAfter(wire.Clock.GetUtcNow().AddMilliseconds(900))));

        Assert.Equal(RemoteFailure.Overloaded, failure.Failure);
        Assert.InRange(failure.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.1));
        Assert.Equal(1, wire.Sent);
        var inTime = wire.SendAsync(request => request.NotAfter(wire.Clock.GetUtcNow().AddSeconds(2)));
        wire.Clock.Advance(TimeSpan.FromMilliseconds(1009));
        await inTime;
        Assert.Equal(2, wire.Sent);
    }

    [Fact]
    public async Task Call_WouldWaitLongerThanItsScopeDoes_IsNotSent()
    {
        await using var wire = new Wire(burst: 1);
        await wire.SendAsync();
        using var scope = RequestScope.Enter(RequestLane.Live, TimeSpan.FromMilliseconds(900));

        var failure = await Assert.ThrowsAsync<RemoteException>(() => wire.SendAsync());

        Assert.Equal((RemoteFailure.Overloaded, 1), (failure.Failure, wire.Sent));
    }

    [Fact]
    public async Task Call_WouldBeLaterThanItsScopeEnds_IsNotSent()
    {
        await using var wire = new Wire(burst: 1);
        await wire.SendAsync();
        using (RequestScope.Until(wire.Clock.GetUtcNow().AddMilliseconds(900)))
        {
            var failure = await Assert.ThrowsAsync<RemoteException>(() => wire.SendAsync());
            Assert.Equal((RemoteFailure.Overloaded, 1), (failure.Failure, wire.Sent));
        }

        wire.Clock.Advance(TimeSpan.FromSeconds(2));
        await wire.SendAsync();
        Assert.Equal(2, wire.Sent);
    }

    [Fact]
    public async Task Call_InABulkScope_LeavesAFifthOfTheBurst()
    {
        await using var wire = new Wire(burst: 5);
        await wire.SendAsync();
        await wire.SendAsync();
        await wire.SendAsync();
        using (RequestScope.Enter(RequestLane.Bulk, TimeSpan.Zero))
        {
            await wire.SendAsync();
            await Assert.ThrowsAsync<RemoteException>(() => wire.SendAsync());
        }

        await wire.SendAsync();
        Assert.Equal(5, wire.Sent);
    }

    [Theory]
    [InlineData("""{"additional_data": {"rate_limit_reason": "public_api_request_rate_limit", "retry_after": "40"}}""", 40)]
    [InlineData("""{"additional_data": {"rate_limit_reason": "public_api_request_blocked", "retry_after": "40"}}""", 0)]
    [InlineData("<html>Too many requests</html>", 5)]
    public async Task Call_Refused_PausesAsTheBodySays(string body, int seconds)
    {
        await using var wire = new Wire(burst: 30);
        using var refusal = new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Content = new StringContent(body) };
        wire.Next = refusal;
        await wire.SendAsync();

        var next = wire.SendAsync();

        Assert.Equal(seconds == 0, next.IsCompleted);
        wire.Clock.Advance(TimeSpan.FromSeconds(Math.Max(0, seconds - 4)));
        Assert.Equal(seconds == 0 ? 2 : 1, wire.Sent);
        foreach (var _ in Enumerable.Range(0, 600))
        {
            wire.Clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        await next;
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

    /// <summary>The handler over a wire that answers at once; one request per second, in virtual time.</summary>
    private sealed class Wire : HttpMessageHandler, IAsyncDisposable
    {
        private readonly RequestBudget _budget;
        private readonly HttpMessageInvoker _client;

        public Wire(int burst)
        {
            _budget = new(new("notion", "Notion", new(1, burst, CountsMinutes: true)), new InMemoryBudgetStore(), new(), Clock);
            _client = new(new NotionBudgetHandler(_budget, Clock) { InnerHandler = this });
        }

        public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));

        public int Sent { get; private set; }

        public HttpResponseMessage? Next { get; set; }

        public async Task SendAsync(Func<HttpRequestMessage, HttpRequestMessage>? also = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, "https://api.notion.com/v1/pages/1");
            await _client.SendAsync(also?.Invoke(request) ?? request, Cancelled);
        }

        public ValueTask DisposeAsync()
        {
            _client.Dispose();
            _budget.Dispose();
            return ValueTask.CompletedTask;
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent++;
            var answer = Next ?? new HttpResponseMessage(HttpStatusCode.OK);
            Next = null;
            return Task.FromResult(answer);
        }
    }
}
