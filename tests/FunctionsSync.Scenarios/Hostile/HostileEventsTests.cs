using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using FunctionsSync.Core.Ports;
using FunctionsSync.Testing;

namespace FunctionsSync.Scenarios.Hostile;

/// <summary>
/// Both event endpoints over real HTTP, under a hundred thousand hostile requests with a few authentic ones among them. The environment variable
/// <c>HOSTILE_EVENTS_SEED</c> sets another seed than the usual one.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class HostileEventsTests
{
    private const int UsualSeed = 20261125;
    private const int RequestsEach = 50_000;

    /// <summary>Before memory is measured: the server's pools of buffers grow with what comes at once, up to a size.</summary>
    private const int WarmUp = 10_000;
    private const int HalfTime = 30_000;
    private const int Connections = 8;
    private const int SlowConnections = 40;

    /// <summary>A body that may be refused before it was read: the answer can get lost with the connection.</summary>
    private const int Large = 60_000;

    /// <summary>A hundred bytes kept for each request would be as much.</summary>
    private const long MemoryBound = 8 * 1024 * 1024;
    private static readonly TimeSpan SlowestAnswer = TimeSpan.FromSeconds(20);

    private static readonly int Seed =
        int.TryParse(Environment.GetEnvironmentVariable("HOSTILE_EVENTS_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : UsualSeed;

    /// <summary>How often each status was answered; 0 where the server hung up.</summary>
    private readonly ConcurrentDictionary<int, int> _statuses = new();

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BothEndpoints_AHundredThousandHostileRequests_TakeExactlyTheAuthenticOnes()
    {
        await using var host = await EventHost.StartAsync(Ended);
        var answered = new bool[RequestsEach];
        Traffic[] endpoints = [new Bitrix24Traffic(), new NotionTraffic(number => Volatile.Read(ref answered[number]))];

        await SendAsync(host, endpoints, 0, WarmUp, answered);
        var before = LiveMemory();
        await SendAsync(host, endpoints, WarmUp, HalfTime, answered);
        var between = LiveMemory();
        await SendAsync(host, endpoints, HalfTime, RequestsEach, answered);

        // What is kept for each request grows in both halves; pools that were filled once, and what other tests left behind, in one.
        var grown = 2 * Math.Min(between - before, LiveMemory() - between);

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        Assert.Equal("Healthy", await http.GetStringAsync(new Uri(host.Address, "api/health"), Ended));
        Assert.True(grown < MemoryBound, $"Memory grew by {grown:N0} bytes over {2 * (RequestsEach - WarmUp):N0} requests; seed {Seed}.");
        Assert.True(host.Log.Offences.Count == 0, $"Seed {Seed}: {string.Join('\n', host.Log.Offences)}");
        TestContext.Current.TestOutputHelper?.WriteLine($"Memory grew by {grown:N0} bytes. Answers: {string.Join(", ", _statuses.OrderBy(pair => pair.Key))}");
        Assert.True(host.Log.Lines > RequestsEach);
        // Every way to refuse was taken: otherwise the requests are not as hostile as they should be.
        Assert.All([200, 400, 403, 404, 405, 413, 415, 431], status => Assert.True(_statuses.GetValueOrDefault(status) > 10, $"{status} was hardly ever answered; seed {Seed}."));
        Assert.Null(await host.Secrets.ReadAsync(SecretNames.NotionWebhookPending, Ended));
    }

    /// <summary>Somebody opens connections and then says little or nothing.</summary>
    [Fact]
    public async Task BothEndpoints_ConnectionsThatStayOpen_OthersAreServedAndTheyAreEnded()
    {
        await using var host = await EventHost.StartAsync(Ended);
        var idle = new List<Socket>();
        for (var number = 0; number < SlowConnections; number++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(host.Address.Host, host.Address.Port, Ended);
            var head = number % 2 == 0 ? "POST /api/notion/events HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{" : "POST /api/bitrix24/events HTTP/1.1\r\nX: ";
            await socket.SendAsync(Encoding.ASCII.GetBytes(head), Ended);
            idle.Add(socket);
        }

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        Assert.Equal("Healthy", await http.GetStringAsync(new Uri(host.Address, "api/health"), Ended));
        await Eventually.TrueAsync(
            "every idle connection is answered with 408, or ended", () => Task.FromResult(idle.TrueForAll(socket => socket.Poll(0, SelectMode.SelectRead))), TimeSpan.FromSeconds(40), Ended);
        var buffer = new byte[16];
        foreach (var socket in idle)
        {
            var length = await socket.ReceiveAsync(buffer, Ended);
            Assert.True(length == 0 || Encoding.ASCII.GetString(buffer, 0, length).StartsWith("HTTP/1.1 408", StringComparison.Ordinal));
            socket.Dispose();
        }

        Assert.Empty(host.TakeEnqueued());
        Assert.True(host.Log.Offences.Count == 0, string.Join("\n", host.Log.Offences));
    }

    /// <summary>Sends the requests of these numbers to both endpoints and checks what came of them.</summary>
    private async Task SendAsync(EventHost host, Traffic[] endpoints, int from, int to, bool[] answered)
    {
        var faults = new ConcurrentQueue<string>();
        var next = from - 1;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(SendSomeAsync, Ended)));

        Assert.True(faults.IsEmpty, string.Join('\n', faults));
        var expected = endpoints.SelectMany(endpoint => Enumerable.Range(from, to - from).Where(Traffic.IsAuthentic).Select(endpoint.RecordOf));
        var enqueued = host.TakeEnqueued();
        Assert.True(
            enqueued.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)),
            $"Seed {Seed}, requests {from} to {to}: enqueued, but not authentic or twice: {string.Join(", ", enqueued.GroupBy(record => record).Where(group => group.Count() > 1 || !expected.Contains(group.Key)).Select(group => group.Key))}; authentic, but not enqueued: {string.Join(", ", expected.Except(enqueued))}");

        async Task SendSomeAsync()
        {
            using var connection = new WireConnection(host.Address);
            while (faults.Count < 10 && Interlocked.Increment(ref next) is var number && number < to)
            {
                foreach (var endpoint in endpoints)
                {
                    if (await FindFaultAsync(connection, endpoint, number) is { } fault)
                        faults.Enqueue($"Seed {Seed}, request {number} to {endpoint.Path}: {fault}");
                }

                Volatile.Write(ref answered[number], true);
            }
        }
    }

    private async Task<string?> FindFaultAsync(WireConnection connection, Traffic endpoint, int number)
    {
        var random = new Random(unchecked((Seed * 31) + (number * 2) + (endpoint is NotionTraffic ? 1 : 0)));
        var request = endpoint.Make(number, random);
        var bytes = request.ToBytes(random);
        var began = TimeProvider.System.GetTimestamp();
        var status = await connection.SendAsync(request, bytes, Ended);
        var took = TimeProvider.System.GetElapsedTime(began);
        _statuses.AddOrUpdate(status ?? 0, 1, (_, count) => count + 1);
        var text = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 600));
        return status switch
        {
            _ when took > SlowestAnswer => $"answered after {took}: {text}",
            null when request.MayHangUp || request.Framing == WireFraming.CutShort || request.Body.Length > Large => null,
            null => $"no answer: {text}",
            _ when Traffic.IsAuthentic(number) => status == 200 ? null : $"authentic, and answered with {status}: {text}",
            // What HTTP itself asks for.
            505 when request.Version == WireAbuse.UnknownVersion => null,
            (>= 200 and < 300) or (>= 400 and < 500) => null,
            _ => $"answered with {status}: {text}",
        };
    }

    private static long LiveMemory()
    {
        for (var round = 0; round < 3; round++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
