using System.Net;
using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

public sealed class Bitrix24OfflineEventsTests
{
    private static readonly string[] Names = ["ONCRMDEALADD", "ONCRMDEALUPDATE"];
    private static readonly (string, string) Wanted = ("Bitrix24:OfflineEvents", "true");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("rest_offline_extended")]
    [InlineData("rest_offline_extended,rest_auth_connector")]
    public async Task ReserveAsync_SomethingHappened_StaysUntilItIsCleared(string features)
    {
        await using var portal = await StartAsync(features);
        var events = portal.Get<IBitrix24OfflineEvents>();
        Assert.True(await events.AreAvailableAsync(Cancelled));
        Assert.Equal(Names, await events.BindAsync(Names, Cancelled));
        Assert.Empty(await events.BindAsync(Names, Cancelled));
        var deal = portal.State.AddDeal(new Dictionary<string, object?> { ["TITLE"] = "House" }, portal.State.IntegrationUserId);

        var batch = await events.ReserveAsync(Cancelled);

        Assert.Equal(new OfflineEvent("ONCRMDEALADD", new Bitrix24Id(deal), null), Assert.Single(batch.Events));
        Assert.False(batch.IsFull);
        Assert.Equal([batch.ProcessId], await events.FindReservedAsync(Cancelled));
        Assert.Equal(batch.Events, (await events.ReadReservedAsync(batch.ProcessId, Cancelled)).Events);
        await events.ClearAsync(batch.ProcessId, Cancelled);
        Assert.Empty(await events.FindReservedAsync(Cancelled));
        Assert.Equal(0, portal.State.OfflineEventCount);
    }

    [Theory]
    [InlineData("rest_offline_extended", 1)]
    [InlineData("rest_offline_extended,rest_auth_connector", 0)]
    public async Task WriteAsync_ConnectorMayBeNamed_OurOwnEditIsNotQueued(string features, int queued)
    {
        await using var portal = await StartAsync(features);
        await portal.Get<IBitrix24OfflineEvents>().BindAsync(Names, Cancelled);
        var client = portal.Get<Bitrix24Client>();

        await client.WriteAsync("crm.deal.add", new() { ["fields"] = new System.Text.Json.Nodes.JsonObject { ["TITLE"] = "House" } }, Cancelled);

        Assert.Equal(queued, portal.State.OfflineEventCount);
    }

    /// <summary>A plan is changed while we run: no edit may fail because of what we call ourselves.</summary>
    [Fact]
    public async Task WriteAsync_ConnectorIsRefused_IsSentWithoutIt()
    {
        using var extended = Answer(HttpStatusCode.OK, """{"result": {"value": "Y"}}""");
        using var connector = Answer(HttpStatusCode.OK, """{"result": {"value": "Y"}}""");
        using var refused = Answer(HttpStatusCode.Forbidden, """{"error": "WRONG_LICENSE", "error_description": "Access denied!"}""");
        using var written = Answer(HttpStatusCode.OK, """{"result": true}""");
        await using var portal = await The.Portal(
            services: services => services.AddHttpClient(nameof(Bitrix24Client))
                .ConfigurePrimaryHttpMessageHandler(() => new StubHandler([extended, connector, refused, written])),
            settings: [Wanted]);

        Assert.True((await portal.Get<Bitrix24Client>().WriteAsync("crm.deal.update", [], Cancelled)).GetBoolean());
    }

    [Fact]
    public async Task AreAvailableAsync_NotWanted_AsksNothing()
    {
        await using var portal = await The.Portal(usual => usual with { Features = ["rest_offline_extended"] });

        Assert.False(await portal.Get<IBitrix24OfflineEvents>().AreAvailableAsync(Cancelled));
        Assert.Empty(portal.Operations);
    }

    [Fact]
    public async Task AreAvailableAsync_NotIncluded_IsAskedOnceAndSaysNo()
    {
        await using var portal = await StartAsync("rest_auth_connector");
        var events = portal.Get<IBitrix24OfflineEvents>();

        Assert.False(await events.AreAvailableAsync(Cancelled));
        Assert.False(await events.AreAvailableAsync(Cancelled));
        Assert.Equal(["feature.get"], portal.Operations);
    }

    [Fact]
    public async Task ReserveAsync_IdsAsTextsAndOfTasks_AreRead()
    {
        using var no = Answer(HttpStatusCode.OK, """{"result": {"value": "N"}}""");
        using var rows = Answer(HttpStatusCode.OK, """
            {"result": {"process_id": "p", "events": [
              {"EVENT_NAME": "ONCRMDYNAMICITEMADD", "EVENT_DATA": {"FIELDS": {"ID": "7", "ENTITY_TYPE_ID": "147"}}},
              {"EVENT_NAME": "ONTASKDELETE", "EVENT_DATA": {"FIELDS_BEFORE": {"ID": 8}, "FIELDS_AFTER": "undefined"}},
              {"EVENT_NAME": "ONCRMDEALADD", "EVENT_DATA": false}]}}
            """);
        await using var portal = await The.Portal(
            services: services => services.AddHttpClient(nameof(Bitrix24Client)).ConfigurePrimaryHttpMessageHandler(() => new StubHandler([no, rows])),
            settings: [Wanted]);

        Assert.Equal(
            [new("ONCRMDYNAMICITEMADD", new Bitrix24Id(7), "147"), new("ONTASKDELETE", new Bitrix24Id(8), null), new OfflineEvent("ONCRMDEALADD", null, null)],
            (await portal.Get<IBitrix24OfflineEvents>().ReserveAsync(Cancelled)).Events);
    }

    private static Task<Portal> StartAsync(string features) =>
        The.Portal(usual => usual with { Features = features.Split(',') }, settings: [Wanted]);

    private static HttpResponseMessage Answer(HttpStatusCode status, string json) => new(status) { Content = new StringContent(json) };
}
