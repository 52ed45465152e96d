using System.Net;
using System.Text;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;
using FunctionsSync.Testing;

namespace FunctionsSync.Scenarios;

/// <summary><c>POST /api/bitrix24/events</c> over real HTTP, against the real program.</summary>
public sealed class EventEndpointTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string WrongToken = "a-token-somebody-guessed";
    private const int Bound = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RemoteDelay = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private ServeProgram? _program;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    private ServeProgram Program => _program ?? throw new InvalidOperationException("The program was not started.");

    public async ValueTask InitializeAsync() => _program = await ServeProgram.StartAsync(azurite);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_program is not null)
            await _program.DisposeAsync();
    }

    [Fact]
    public async Task Post_RemoteSystemsSlow_AnsweredBeforeEitherAnswers()
    {
        var deal = Program.Systems.AddDeal("Scanners");
        Program.Systems.Bitrix24.Requests.Clear();
        Program.Systems.Notion.Requests.Clear();
        Program.Systems.Bitrix24.Portal.Faults.Add("*", new Fault.Delayed(RemoteDelay));
        Program.Systems.Notion.Workspace.Faults.Queue("", new NotionFault.Delayed(RemoteDelay));

        var began = TimeProvider.System.GetTimestamp();
        using var answer = await PostAsync(Event(deal));
        var (took, answeredAt) = (TimeProvider.System.GetElapsedTime(began), TimeProvider.System.GetUtcNow());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(took < RemoteDelay, $"It took {took}.");
        await PageExistsAsync(deal);
        // Each system answered its first request that long after it had arrived.
        Assert.True(answeredAt < FirstRequestAt(Program.Systems.Bitrix24.Requests) + RemoteDelay);
        Assert.True(answeredAt < FirstRequestAt(Program.Systems.Notion.Requests) + RemoteDelay);
    }

    [Fact]
    public async Task Post_WhatIsNoEventOfThisPortal_RefusedAndLeavesNothingBehind()
    {
        var (victim, marker) = (Program.Systems.AddDeal("Not to be looked at"), Program.Systems.AddDeal("Marker"));
        Program.Systems.Bitrix24.Requests.Clear();

        foreach (var (what, content, expected) in Refused(victim))
        {
            using var answer = await PostAsync(content);
            Assert.True(expected == answer.StatusCode, $"{what}: {(int)answer.StatusCode} instead of {(int)expected}");
            var message = await answer.Content.ReadAsStringAsync(Ended);
            Assert.True(message.Length is > 0 and < 200, $"{what}: '{message}'");
            Assert.Equal(0, await Program.Queue.CountAsync(Ended));
        }

        using var get = await _http.GetAsync(Program.Events, Ended);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);

        // Whatever had been enqueued would have been worked on before this one is done.
        using var accepted = await PostAsync(Event(marker));
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        await PageExistsAsync(marker);
        Assert.Empty(Program.Systems.PagesOf(victim));
        Assert.Equal(1, Program.Systems.Bitrix24.Requests.Entries.Count(request => request.Operation == "batch"));
        await AssertNoSecretPrintedAsync();
    }

    private static IEnumerable<(string What, HttpContent Content, HttpStatusCode Expected)> Refused(int deal)
    {
        yield return ("wrong application_token", Event(deal, ("auth[application_token]", WrongToken)), HttpStatusCode.Forbidden);
        yield return ("wrong member_id", Event(deal, ("auth[member_id]", "ffffffffffffffffffffffffffffffff")), HttpStatusCode.Forbidden);
        yield return ("another portal", Event(deal, ("auth[domain]", "evil.example.com")), HttpStatusCode.Forbidden);
        foreach (var field in new[] { "event", "auth[application_token]", "auth[member_id]", "auth[domain]", "data[FIELDS][ID]" })
        {
            yield return ($"no {field}", Event(deal, (field, null)), HttpStatusCode.BadRequest);
        }

        yield return ("an id that is none", Event(deal, ("data[FIELDS][ID]", "1 OR 1=1")), HttpStatusCode.BadRequest);
        yield return ("an empty body", new FormUrlEncodedContent([]), HttpStatusCode.BadRequest);
        yield return ("a body over the bound", Event(deal, ("padding", new string('x', Bound))), HttpStatusCode.RequestEntityTooLarge);
        yield return ("JSON", new StringContent("{\"event\":\"ONCRMDEALUPDATE\"}", Encoding.UTF8, "application/json"), HttpStatusCode.UnsupportedMediaType);
        yield return ("no Content-Type", WithoutType(Event(deal)), HttpStatusCode.UnsupportedMediaType);
    }

    /// <summary>The form the portal would send, with some fields replaced, or left out where the value is null.</summary>
    private static FormUrlEncodedContent Event(int deal, params (string Name, string? Value)[] changes)
    {
        var form = new Dictionary<string, string?>
        {
            ["event"] = "ONCRMDEALUPDATE",
            ["data[FIELDS][ID]"] = $"{deal}",
            ["auth[application_token]"] = new Bitrix24SimulatorOptions().ApplicationToken,
            ["auth[member_id]"] = new Bitrix24SimulatorOptions().MemberId,
            ["auth[domain]"] = "127.0.0.1",
        };
        foreach (var (name, value) in changes)
        {
            form[name] = value;
        }

        return new(form.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Key, field.Value ?? string.Empty)));
    }

    private static HttpContent WithoutType(HttpContent content)
    {
        content.Headers.ContentType = null;
        return content;
    }

    private async Task<HttpResponseMessage> PostAsync(HttpContent content)
    {
        using (content)
            return await _http.PostAsync(Program.Events, content, Ended);
    }

    private Task PageExistsAsync(int deal) => Eventually.TrueAsync(
        $"deal {deal} gets its page", () => Task.FromResult(Program.Systems.PagesOf(deal).Count == 1), Patience, Ended);

    private static DateTimeOffset FirstRequestAt(RequestLog requests) => requests.Entries.Min(request => request.At);

    private async Task AssertNoSecretPrintedAsync()
    {
        var secrets = await Program.ReadSecretsAsync();
        Assert.All(secrets.Append(WrongToken), secret =>
        {
            Assert.True(secret.Length >= 10);
            Assert.DoesNotContain(secret, Program.Printed, StringComparison.Ordinal);
        });
        Assert.Contains("refused", Program.Printed, StringComparison.Ordinal);
    }
}
