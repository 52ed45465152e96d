using System.Net;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Testing;

namespace FunctionsSync.Cli.Tests.Commands;

public sealed class FailedCommandTests(AzuriteFixture azurite) : OperatorCommandTest(azurite)
{
    private const string NoSuchId = "0123456789abcdef";

    [Fact]
    public async Task ListShowReplay_OneDealIsForbidden_TheOthersGoOnAndTheReplayBringsItIn()
    {
        var deals = AddDeals(3);
        Systems.Bitrix24.Portal.SetDealForbidden(deals[1], true);
        await RunAsync("resync");
        // A listing leaves out what the integration user may not see: an event would still tell of it.
        await EnqueueAsync(deals[1]);

        await ServeAsync(async () => await Storage.ListAsync(Ended) is [{ ParkedAt: not null }] && Systems.Pages.Count == 2);

        var list = await RunAsync("failed", "list");
        Assert.Equal((0, ""), (list.ExitCode, list.Errors));
        var lines = list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches("^id +last failed \\(UTC\\) +flow +record +failure +attempts +reason$", lines[0]);
        Assert.Matches($@"^[0-9a-f]{{16}}  \S+ \S+ +Projects +deal:{deals[1]} +Forbidden +1 +Bitrix24 answered .+ACCESS_DENIED", Assert.Single(lines[1..]));
        var id = lines[1].Split(' ')[0];

        var show = await RunAsync("failed", "show", id);
        Assert.Equal((0, ""), (show.ExitCode, show.Errors));
        Assert.Matches(@"\nstate +parked since \S+ \S+ UTC\n", show.Output);
        Assert.Contains("Give the integration user access", show.Output, StringComparison.Ordinal);

        Systems.Bitrix24.Portal.SetDealForbidden(deals[1], false);
        var replay = await RunAsync("failed", "replay", id);
        Assert.Equal((0, $"deal:{deals[1]} is queued; the running service looks at it.\n", ""), (replay.ExitCode, replay.Output, replay.Errors));
        await ServeAsync(() => Task.FromResult(Systems.Pages.Count == 3));
        Assert.Equal((0, "None.\n", ""), await ResultAsync("failed", "list"));
    }

    [Fact]
    public async Task ReplayAllDiscard_SeveralParked_AreQueuedOrForgotten()
    {
        foreach (var deal in new[] { 1, 2, 3 })
        {
            Assert.True(await Storage.TryWriteAsync(Parked(deal), Ended));
        }

        Assert.Equal((0, "Discarded.\n", ""), await ResultAsync("failed", "discard", Parked(2).Id));
        Assert.Equal((0, "Queued for the service: 2.\n", ""), await ResultAsync("failed", "replay", "--all"));
        Assert.Equal((0, "Queued for the service: 0.\n", ""), await ResultAsync("failed", "replay", "--all"));
        Assert.Equal(2, await Queue.CountAsync(RequestLane.Bulk, Ended));
    }

    [Fact]
    public async Task List_StillBeingTried_IsOnlyCounted()
    {
        await Storage.TryWriteAsync(Parked(1) with { ParkedAt = null }, Ended);

        Assert.Equal(
            (0, "None.\nFailing, and still being tried: 1. 'functionssync failed list --trying' shows them.\n", ""), await ResultAsync("failed", "list"));
        Assert.Contains("deal:1 ", (await RunAsync("failed", "list", "--trying")).Output, StringComparison.Ordinal);
        (await RunAsync("failed", "replay", Parked(1).Id)).AssertFailed(1, "failed list");
    }

    [Theory]
    [InlineData("show")]
    [InlineData("replay")]
    [InlineData("discard")]
    public async Task AnyCommand_NoSuchId_SaysWhatShowsThem(string command) =>
        (await RunAsync("failed", command, NoSuchId)).AssertFailed(1, "'functionssync failed list'");

    [Theory]
    [InlineData("replay")]
    [InlineData("replay", NoSuchId, "--all")]
    [InlineData("show")]
    [InlineData("discard")]
    [InlineData("list", "--count", "0")]
    public async Task AnyCommand_BadUsage_IsRefused(params string[] command) => Assert.Equal(2, (await RunAsync(["failed", .. command])).ExitCode);

    /// <summary>The Functions app asks for a key; here the caller must be this machine, and no page in its browser.</summary>
    [Fact]
    public async Task Post_FromThisMachineOnly_ReplaysPausesAndResumes()
    {
        await Storage.TryWriteAsync(Parked(1), Ended);
        await using var service = await StartServiceAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = AddressOf(service) };

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync($"api/failed/{Parked(1).Id}/replay", "Origin", "https://evil.example.com"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync("api/flows/Projects/pause", "X-Forwarded-For", "203.0.113.7"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync("api/flows/Projects/pause", "Host", "sync.example.com"));
        Assert.NotNull(await Storage.FindAsync(Parked(1).Id, Ended));
        Assert.Equal("Projects  running\n", (await RunAsync("flows", "list")).Output);

        Assert.Equal(HttpStatusCode.OK, await PostAsync("api/flows/Projects/pause"));
        Assert.Contains("paused", (await RunAsync("flows", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await PostAsync("api/flows/Projects/resume"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("api/flows/Nonsense/pause"));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync($"api/failed/{Parked(1).Id}/replay"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync($"api/failed/{Parked(1).Id}/replay"));

        async Task<HttpStatusCode> PostAsync(string path, string? header = null, string? value = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            if (header is not null)
            {
                request.Headers.TryAddWithoutValidation(header, value);
            }

            using var answer = await http.SendAsync(request, Ended);
            return answer.StatusCode;
        }
    }

    /// <summary>What the host itself gave up: a message in a poison queue becomes an entry.</summary>
    [Fact]
    public async Task Serve_MessageInAPoisonQueue_ParksIt()
    {
        await EnqueueAsync(7, RequestLane.Bulk);
        await Queue.MoveToPoisonAsync(Assert.Single(await Queue.ReceiveAsync(RequestLane.Bulk, 1, TimeSpan.FromMinutes(1), Ended)), Ended);

        // The entry comes first and the message goes then; a service that ends between the two leaves the message to the next one.
        await ServeAsync(async () => await Storage.ListAsync(Ended) is [{ Kind: FailureKind.WorkerDied, ParkedAt: not null }]
            && await Queue.CountPoisonAsync(Ended) == 0);

        Assert.Equal(0, await Queue.CountPoisonAsync(Ended));
    }

    private static FailedRequest Parked(int deal)
    {
        var at = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        var request = Request(deal, RequestLane.Live);
        return new()
        {
            Id = $"{deal:x16}",
            Message = request.Serialize(),
            Record = request.Record,
            Flow = request.Flow,
            Kind = FailureKind.Rejected,
            Reason = "Notion refuses it.",
            Attempts = 1,
            FirstFailedAt = at,
            LastFailedAt = at,
            ParkedAt = at,
        };
    }

    private static SyncRequest Request(int deal, RequestLane lane) =>
        new(new RecordRef.Bitrix24(EntityType.Deal, new(deal)), SyncCause.Bitrix24Event, TimeProvider.System.GetUtcNow(), new FlowName("Projects"), lane);

    private Task EnqueueAsync(int deal, RequestLane lane = RequestLane.Live) => Queue.EnqueueAsync(Request(deal, lane), TimeSpan.Zero, Ended);

    private async Task<(int ExitCode, string Output, string Errors)> ResultAsync(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        return (run.ExitCode, run.Output, run.Errors);
    }
}
