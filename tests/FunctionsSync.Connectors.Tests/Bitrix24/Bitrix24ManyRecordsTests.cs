using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators.Bitrix24;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

/// <summary>Several records read at once.</summary>
public sealed class Bitrix24ManyRecordsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_DealsAndTasks_AreReadInOneBatch()
    {
        await using var portal = await The.Portal();
        var company = portal.State.AddCompany("Acme");
        var deals = await portal.FlowAsync("TITLE", "COMPANY_ID");
        var tasks = await portal.FlowOfAsync(EntityType.Task, "TITLE");
        var deal = portal.AddDeal("Roof", ("COMPANY_ID", company));
        var task = new Bitrix24Id(portal.State.AddTask(new Dictionary<string, object?> { ["TITLE"] = "Call", ["RESPONSIBLE_ID"] = portal.Me }, portal.Me));
        portal.Simulator.Requests.Clear();

        var answers = await ReadAsync(portal, (deals, deal), (tasks, task));

        Assert.Equal(["batch"], portal.Operations);
        Assert.Equal(Some.Text("Roof"), answers[0].Read()!.Values[Some.Key("TITLE")]);
        Assert.Equal("Acme", Assert.IsType<Reference>(answers[0].Read()!.Values[Some.Key("COMPANY_ID")]).Title);
        Assert.Equal(Some.Text("Call"), answers[1].Read()!.Values[Some.Key("TITLE")]);
        Assert.All(answers, answer => Assert.Equal(portal.Clock.GetUtcNow(), answer.Read()!.ReadAt));
    }

    [Fact]
    public async Task ReadAsync_MoreThanABatchTakes_IsReadInSeveralAndInOrder()
    {
        await using var portal = await The.Portal();
        var company = portal.State.AddCompany("Acme");
        var flow = await portal.FlowAsync("TITLE", "COMPANY_ID");
        var deals = Enumerable.Range(1, 60).Select(number => portal.AddDeal($"Deal {number}", ("COMPANY_ID", company))).ToList();
        portal.Simulator.Requests.Clear();

        var answers = await ReadAsync(portal, [.. deals.Select(deal => (flow, deal))]);

        // A record and a title: 25 of them in a batch of 50.
        Assert.Equal(["batch", "batch", "batch"], portal.Operations);
        Assert.Equal(
            Enumerable.Range(1, 60).Select(number => (CanonicalValue)Some.Text($"Deal {number}")),
            answers.Select(answer => answer.Read()!.Values[Some.Key("TITLE")]));
    }

    [Fact]
    public async Task ReadAsync_OneIsGoneAndOneForbidden_LeavesTheOthersAlone()
    {
        await using var portal = await The.Portal();
        var flow = await portal.FlowAsync("TITLE", "COMPANY_ID");
        var (here, gone, forbidden) = (portal.AddDeal("Here"), portal.AddDeal("Gone"), portal.AddDeal("Forbidden"));
        portal.State.DeleteDeal((int)gone.Value, portal.Me);
        portal.State.SetDealForbidden((int)forbidden.Value, true);

        var answers = await ReadAsync(portal, (flow, here), (flow, gone), (flow, forbidden));

        Assert.Equal(Some.Text("Here"), answers[0].Read()!.Values[Some.Key("TITLE")]);
        Assert.Equal(new RecordAnswer(null), answers[1]);
        Assert.Equal(RemoteFailure.Forbidden, Assert.Throws<RemoteException>(answers[2].Read).Failure);
    }

    [Fact]
    public async Task ReadAsync_TitlesOfLists_AreReadForAllTogether()
    {
        await using var portal = await The.Portal();
        var tasks = await portal.FlowOfAsync(EntityType.Task, "TITLE", "UF_CRM_TASK");
        var ids = Enumerable.Range(1, 5).Select(number => new Bitrix24Id(portal.State.AddTask(
            new Dictionary<string, object?> { ["TITLE"] = "Call", ["RESPONSIBLE_ID"] = portal.Me, ["UF_CRM_TASK"] = new[] { $"D_{portal.AddDeal($"Deal {number}")}" } },
            portal.Me))).ToList();
        portal.Simulator.Requests.Clear();

        var answers = await ReadAsync(portal, [.. ids.Select(id => (tasks, id))]);

        Assert.Equal(["batch", "batch"], portal.Operations);
        Assert.Equal("Deal 5", Assert.Single(Assert.IsType<References>(answers[4].Read()!.Values[Some.Key("UF_CRM_TASK")]).Items).Title);
    }

    [Fact]
    public async Task ReadAsync_TheBatchFails_FailsAllOfThem()
    {
        await using var portal = await The.Portal();
        var flow = await portal.FlowAsync("TITLE");
        var (one, two) = (portal.AddDeal("One"), portal.AddDeal("Two"));
        for (var attempt = 0; attempt < 10; attempt++)
        {
            portal.State.Faults.Add("batch", new Fault.OperationTimeLimit());
        }

        var answers = await ReadAsync(portal, (flow, one), (flow, two));

        Assert.All(answers, answer => Assert.Equal(RemoteFailure.Overloaded, answer.Failure?.Failure));
    }

    private static Task<IReadOnlyList<RecordAnswer>> ReadAsync(Portal portal, params (Flow Flow, Bitrix24Id Id)[] records) => portal.Records.ReadAsync(records, Cancelled);
}
