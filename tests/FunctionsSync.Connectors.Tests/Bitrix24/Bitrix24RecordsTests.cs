using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators.Bitrix24;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

public sealed class Bitrix24RecordsTests
{
    private static readonly string[] MissionFields = ["TITLE", "STAGE_ID", "OPPORTUNITY", "ASSIGNED_BY_ID", "COMPANY_ID", "DATE_CREATE"];

    [Fact]
    public async Task ReadAsync_MissionFields_AreReadInOneBatch()
    {
        await using var portal = await The.Portal();
        var ann = portal.State.AddUser("Ann", "Lee", "Ann.Lee@Example.com");
        var company = portal.State.AddCompany("Acme, Inc.");
        var flow = await portal.FlowAsync(MissionFields);
        var deal = portal.AddDeal(
            "Roof", ("STAGE_ID", "EXECUTING"), ("OPPORTUNITY", 1500.50m), ("ASSIGNED_BY_ID", ann), ("COMPANY_ID", company));

        var snapshot = await portal.ReadAsync(flow, deal);

        Assert.Equal(
            Some.Values(
                ("TITLE", Some.Text("Roof")),
                ("STAGE_ID", Some.Choice("In progress")),
                ("OPPORTUNITY", Some.Number(1500.5m)),
                ("ASSIGNED_BY_ID", new Person("ann.lee@example.com", "Ann Lee")),
                ("COMPANY_ID", new Reference(new RecordRef.Bitrix24(EntityType.Company, new(company)), "Acme, Inc.")),
                ("DATE_CREATE", new DateAndTime(portal.Deal(deal).CreatedTime))),
            snapshot!.Values);
        Assert.Equal(portal.Deal(deal).UpdatedTime, snapshot.EditedAt);
        Assert.Equal((portal.Deal(deal).CreatedTime, 0, false), (snapshot.CreatedAt, snapshot.Pipeline, snapshot.IsWon));
        Assert.Equal(["batch", "crm.status.list", "user.get"], portal.Operations);

        portal.Simulator.Requests.Clear();
        await portal.ReadAsync(flow, deal);
        Assert.Equal(["batch"], portal.Operations);
    }

    [Fact]
    public async Task ReadAsync_NoCompanyAndNoAmount_AreEmptyAndZero()
    {
        await using var portal = await The.Portal();
        var flow = await portal.FlowAsync("COMPANY_ID", "OPPORTUNITY");

        var snapshot = await portal.ReadAsync(flow, portal.AddDeal("Roof"));

        Assert.Equal(Some.Values(("COMPANY_ID", Some.Nothing), ("OPPORTUNITY", Some.Number(0))), snapshot!.Values);
    }

    [Fact]
    public async Task ReadAsync_DeletedDeal_IsNull()
    {
        await using var portal = await The.Portal();
        var flow = await portal.FlowAsync(MissionFields);
        var deal = portal.AddDeal("Roof");
        portal.State.DeleteDeal((int)deal.Value, portal.Me);

        Assert.Null(await portal.ReadAsync(flow, deal));
    }

    [Fact]
    public async Task ReadAsync_LostAccess_IsForbiddenAndNotAbsent()
    {
        await using var portal = await The.Portal();
        var flow = await portal.FlowAsync(MissionFields);
        var deal = portal.AddDeal("Roof");
        portal.State.SetDealForbidden((int)deal.Value, true);

        var exception = await Assert.ThrowsAsync<RemoteException>(() => portal.ReadAsync(flow, deal));

        Assert.Equal(RemoteFailure.Forbidden, exception.Failure);
        Assert.False(exception.ConcernsConnection);
        Assert.Contains("access to these records", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_OneCommandOfTheBatchFails_IsAFailureAndNotAbsent()
    {
        await using var portal = await The.Portal();
        var flow = await portal.FlowAsync("TITLE");
        var deal = portal.AddDeal("Roof");
        portal.State.Faults.Add("crm.item.get", new Fault.OperationTimeLimit());

        var exception = await Assert.ThrowsAsync<RemoteException>(() => portal.ReadAsync(flow, deal));

        Assert.Equal(RemoteFailure.Overloaded, exception.Failure);
    }

    [Fact]
    public async Task UpdateAsync_StageOfAnotherPipeline_CarriesItsPrefixBothWays()
    {
        await using var portal = await The.Portal();
        var pipeline = portal.State.AddCategory("Service");
        var flow = await portal.FlowAsync("STAGE_ID");
        var deal = portal.AddDeal("Roof", ("CATEGORY_ID", pipeline), ("STAGE_ID", $"C{pipeline}:NEW"));
        Assert.Equal(Some.Choice("New"), (await portal.ReadAsync(flow, deal))!.Values[Some.Key("STAGE_ID")]);

        var answer = await portal.WriteAsync(flow, deal, ("STAGE_ID", Some.Choice("invoice SENT")));

        Assert.Equal($"C{pipeline}:PREPAYMENT_INVOICE", portal.Deal(deal).StageId);
        Assert.Equal(Some.Choice("Invoice sent"), answer.After!.Values[Some.Key("STAGE_ID")]);
    }

    [Fact]
    public async Task ReadAsync_StageThatMeansSuccess_IsWonWhateverItsCode()
    {
        await using var portal = await The.Portal();
        var pipeline = portal.State.AddCategory("Service");
        var paid = portal.State.AddStage(pipeline, "PAID", "Paid", 'S');
        var flow = await portal.FlowAsync("TITLE");

        var snapshot = await portal.ReadAsync(flow, portal.AddDeal("Roof", ("CATEGORY_ID", pipeline), ("STAGE_ID", paid)));

        Assert.True(snapshot!.IsWon);
    }

    [Fact]
    public async Task UpdateAsync_StageOnlyInAnotherPipeline_IsRefused()
    {
        await using var portal = await The.Portal();
        var pipeline = portal.State.AddCategory("Service");
        portal.State.AddStage(0, "ONLY_HERE", "Only in General");
        var flow = await portal.FlowAsync("STAGE_ID");
        var deal = portal.AddDeal("Roof", ("CATEGORY_ID", pipeline), ("STAGE_ID", $"C{pipeline}:NEW"));

        var answer = await portal.WriteAsync(flow, deal, ("STAGE_ID", Some.Choice("Only in General")));

        Assert.Contains("it has: New, Documents prepared", answer.Refused[Some.Key("STAGE_ID")], StringComparison.Ordinal);
        Assert.Null(answer.After);
        Assert.DoesNotContain("crm.item.update", portal.Operations);
    }

    [Fact]
    public async Task UpdateAsync_UnknownStage_IsRefusedAndTheOtherFieldsAreWritten()
    {
        await using var portal = await The.Portal();
        var flow = await portal.FlowAsync("TITLE", "STAGE_ID");
        var deal = portal.AddDeal("Roof");

        var answer = await portal.WriteAsync(flow, deal, ("TITLE", Some.Text("Wall")), ("STAGE_ID", Some.Choice("Nowhere")));

        Assert.Equal([Some.Key("STAGE_ID")], answer.Refused.Keys);
        Assert.Equal(Some.Values(("TITLE", Some.Text("Wall"))), answer.After!.Values);
        Assert.Equal(("Wall", "NEW"), (portal.Deal(deal).Title, portal.Deal(deal).StageId));
    }

    [Fact]
    public async Task UpdateAsync_StageNamedWithAComma_IsFoundByItsSpellingInNotion()
    {
        await using var portal = await The.Portal();
        var stage = portal.State.AddStage(0, "WAITING", "Waiting, long");
        var flow = await portal.FlowAsync("STAGE_ID");
        var deal = portal.AddDeal("Roof");

        await portal.WriteAsync(flow, deal, ("STAGE_ID", Some.Choice("Waiting\u201A long")));

        Assert.Equal(stage, portal.Deal(deal).StageId);
    }

    [Fact]
    public async Task ReadAsync_StageAddedAfterTheDictionaryWasRead_IsKnown()
    {
        await using var portal = await The.Portal();
        var flow = await portal.FlowAsync("STAGE_ID");
        var deal = portal.AddDeal("Roof");
        await portal.ReadAsync(flow, deal);
        portal.Clock.Advance(TimeSpan.FromSeconds(11));
        var stage = portal.State.AddStage(0, "WAITING", "Waiting");
        portal.State.EditDeal((int)deal.Value, new Dictionary<string, object?> { ["STAGE_ID"] = stage }, portal.Me);

        Assert.Equal(Some.Choice("Waiting"), (await portal.ReadAsync(flow, deal))!.Values[Some.Key("STAGE_ID")]);
    }

    [Fact]
    public async Task UpdateAsync_AmountOfADealWithProducts_Stays()
    {
        await using var portal = await The.Portal();
        var flow = await portal.FlowAsync("OPPORTUNITY", "TITLE");
        var deal = portal.AddDeal("Roof");
        portal.State.SetProductTotal((int)deal.Value, 700);

        var answer = await portal.WriteAsync(flow, deal, ("OPPORTUNITY", Some.Number(1234.56m)));
        await portal.WriteAsync(flow, deal, ("TITLE", Some.Text("Wall")));

        Assert.Equal(Some.Number(1234.56m), answer.After!.Values[Some.Key("OPPORTUNITY")]);
        Assert.Equal(1234.56m, portal.Deal(deal).Opportunity);
    }

    [Fact]
    public async Task UpdateAsync_OtherFieldOfADealWithProducts_LeavesTheSumToThePortal()
    {
        await using var portal = await The.Portal();
        var flow = await portal.FlowAsync("TITLE");
        var deal = portal.AddDeal("Roof");
        portal.State.SetProductTotal((int)deal.Value, 700);

        await portal.WriteAsync(flow, deal, ("TITLE", Some.Text("Wall")));

        Assert.Equal(700, portal.Deal(deal).Opportunity);
    }

    [Fact]
    public async Task UpdateAsync_SameValue_AnswersTheRecordAndChangesNothing()
    {
        await using var portal = await The.Portal();
        var flow = await portal.FlowAsync("TITLE");
        var deal = portal.AddDeal("Roof");
        var before = portal.Deal(deal).UpdatedTime;
        portal.Clock.Advance(TimeSpan.FromMinutes(5));

        var answer = await portal.WriteAsync(flow, deal, ("TITLE", Some.Text("Roof")));

        Assert.Equal(Some.Text("Roof"), answer.After!.Values[Some.Key("TITLE")]);
        Assert.Equal(before, answer.After.EditedAt);
        Assert.Equal(before, portal.Deal(deal).UpdatedTime);
    }

    [Fact]
    public async Task UpdateAsync_DeletedDeal_IsNotFound()
    {
        await using var portal = await The.Portal();
        var flow = await portal.FlowAsync("TITLE");
        var deal = portal.AddDeal("Roof");
        var before = await portal.ReadAsync(flow, deal);
        portal.State.DeleteDeal((int)deal.Value, portal.Me);

        var exception = await Assert.ThrowsAsync<RemoteException>(() => portal.Records.UpdateAsync(
            flow, deal, before!, Some.Values(("TITLE", Some.Text("Wall"))), TestContext.Current.CancellationToken));

        Assert.Equal(RemoteFailure.NotFound, exception.Failure);
    }

    [Fact]
    public async Task UpdateAsync_NobodyResponsibleAndNoStage_AreRefused()
    {
        await using var portal = await The.Portal();
        var flow = await portal.FlowAsync("ASSIGNED_BY_ID", "STAGE_ID");
        var deal = portal.AddDeal("Roof");

        var answer = await portal.WriteAsync(flow, deal, ("ASSIGNED_BY_ID", Some.Nothing), ("STAGE_ID", Some.Nothing));

        Assert.Equal(2, answer.Refused.Count);
        Assert.DoesNotContain("crm.item.update", portal.Operations);
    }
}
