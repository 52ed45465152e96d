using System.Net;
using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

public sealed class Bitrix24ChangesTests
{
    public static TheoryData<string> Entities => ["deal", "company", "contact", "lead", "task", "item:150"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Entities))]
    public async Task ListAsync_SomeWereEdited_ListsThoseEditedAtOrAfterTheInstant(string name)
    {
        await using var portal = await The.Portal();
        portal.State.AddSmartProcess(150, "Visits");
        var entity = new EntityType(name);
        Add(portal, entity);
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        var since = portal.Clock.GetUtcNow();
        var second = Add(portal, entity);
        portal.Clock.Advance(TimeSpan.FromMinutes(1));

        var pages = await ListAsync(portal, entity, since);

        var page = Assert.Single(pages);
        Assert.Equal([new ListedRecord(second, since)], page.Records);
        Assert.Equal(since.AddMinutes(1), page.ReadAt);
        Assert.Single(portal.Operations);
    }

    [Theory]
    [MemberData(nameof(Entities))]
    public async Task ListAsync_NothingWasEdited_IsOneRequestAndOneEmptyAnswer(string name)
    {
        await using var portal = await The.Portal();
        portal.State.AddSmartProcess(150, "Visits");

        Assert.Empty(Assert.Single(await ListAsync(portal, new(name), portal.Clock.GetUtcNow())).Records);

        Assert.Single(portal.Operations);
    }

    /// <summary>By id, so that what is edited while the listing runs moves nothing between its answers.</summary>
    [Theory]
    [InlineData("deal")]
    [InlineData("task")]
    public async Task ListAsync_ManyWereEdited_IsOneRequestForEveryFifty(string name)
    {
        await using var portal = await The.Portal();
        var entity = new EntityType(name);
        var ids = Enumerable.Range(0, 120).Select(_ => Add(portal, entity)).ToList();

        var pages = await ListAsync(portal, entity, DateTimeOffset.UnixEpoch);

        Assert.Equal([50, 50, 20], pages.Select(page => page.Records.Count));
        Assert.Equal(ids, pages.SelectMany(page => page.Records).Select(record => record.Id));
    }

    [Theory]
    [InlineData("""{"result": {"items": []}}""")]
    [InlineData("""{"result": {"items": []}, "time": {"date_start": ""}}""")]
    [InlineData("""{"result": [], "time": {"date_start": "2026-11-22T13:00:00+03:00"}}""")]
    [InlineData("""{"result": {"items": [{"updatedTime": "2026-11-22T13:00:00+03:00"}]}, "time": {"date_start": "2026-11-22T13:00:00+03:00"}}""")]
    public async Task ListAsync_AnswerOfAnotherShape_IsNeverTakenForAnEmptyOne(string json)
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(json) };
        await using var portal = await The.Portal(
            services: services => services.AddHttpClient(nameof(Bitrix24Client)).ConfigurePrimaryHttpMessageHandler(() => new StubHandler([answer])));

        var exception = await Assert.ThrowsAsync<RemoteException>(() => ListAsync(portal, EntityType.Deal, DateTimeOffset.UnixEpoch));

        Assert.Equal(RemoteFailure.Rejected, exception.Failure);
    }

    private static async Task<List<ChangedRecords>> ListAsync(Portal portal, EntityType entity, DateTimeOffset since) =>
        await portal.Get<IBitrix24Changes>().ListAsync(entity, since, Cancelled).ToListAsync(Cancelled);

    private static Bitrix24Id Add(Portal portal, EntityType entity)
    {
        var title = new Dictionary<string, object?> { ["TITLE"] = "Roof" };
        return new(entity.Value switch
        {
            "task" => portal.State.AddTask(title, portal.Me),
            "lead" => portal.State.AddItem(1, title, portal.Me),
            "deal" => portal.State.AddItem(2, title, portal.Me),
            "contact" => portal.State.AddItem(3, new Dictionary<string, object?> { ["NAME"] = "Ann" }, portal.Me),
            "company" => portal.State.AddItem(4, title, portal.Me),
            _ => portal.State.AddItem(150, title, portal.Me),
        });
    }
}
