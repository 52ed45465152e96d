using System.Net;
using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

public sealed class Bitrix24EventsTests
{
    private static readonly Uri Handler = new("https://sync.example.com/api/bitrix24/events?code=abc%2Fd");
    private static readonly string[] Names = ["ONCRMDEALADD", "ONCRMDEALUPDATE"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BindAsync_Twice_BindsOnce()
    {
        await using var portal = await The.Portal();
        var events = portal.Get<IBitrix24Events>();

        Assert.Equal(Names, await events.BindAsync(Handler, Names, Cancelled));
        Assert.Empty(await events.BindAsync(Handler, Names, Cancelled));
        Assert.Equal(["event.get", "event.bind", "event.bind", "event.get"], portal.Operations);
    }

    [Fact]
    public async Task BindAsync_BindingsWereForgotten_BindsAgain()
    {
        await using var portal = await The.Portal();
        var events = portal.Get<IBitrix24Events>();
        await events.BindAsync(Handler, Names, Cancelled);
        portal.State.ForgetEventHandlers();

        Assert.Equal(Names, await events.BindAsync(Handler, Names, Cancelled));
    }

    [Fact]
    public async Task BindAsync_AnotherHandlerIsBound_BindsOursToo()
    {
        await using var portal = await The.Portal();
        var events = portal.Get<IBitrix24Events>();
        await events.BindAsync(new Uri("https://other.example.com/"), Names, Cancelled);

        Assert.Equal(Names, await events.BindAsync(Handler, Names, Cancelled));
    }

    [Fact]
    public async Task BindAsync_AnotherInstanceBindsItMeanwhile_IsContent()
    {
        using var none = Answer(HttpStatusCode.OK, """{"result": []}""");
        using var refused = Answer(HttpStatusCode.BadRequest, """{"error": "ERROR_CORE", "error_description": "Handler already binded"}""");
        using var bound = Answer(HttpStatusCode.OK, $$"""{"result": [{"event": "ONCRMDEALADD", "handler": "{{Handler.AbsoluteUri}}"}]}""");
        await using var portal = await The.Portal(services: services => services.AddHttpClient(nameof(Bitrix24Client))
            .ConfigurePrimaryHttpMessageHandler(() => new StubHandler([none, refused, bound])));

        Assert.Empty(await portal.Get<IBitrix24Events>().BindAsync(Handler, ["ONCRMDEALADD"], Cancelled));
    }

    [Fact]
    public async Task BindAsync_UnknownEvent_IsRejectedWithThePortalsWords()
    {
        await using var portal = await The.Portal();

        var exception = await Assert.ThrowsAsync<RemoteException>(() => portal.Get<IBitrix24Events>().BindAsync(Handler, ["ONNOTHING"], Cancelled));

        Assert.Equal(RemoteFailure.Rejected, exception.Failure);
        Assert.Contains("ERROR_EVENT_NOT_FOUND", exception.Message, StringComparison.Ordinal);
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string json) => new(status) { Content = new StringContent(json) };
}
