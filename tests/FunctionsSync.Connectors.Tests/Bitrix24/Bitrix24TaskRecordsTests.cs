using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators.Bitrix24;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

public sealed class Bitrix24TaskRecordsTests
{
    private static readonly DateTimeOffset Deadline = new(2027, 2, 28, 18, 30, 0, TimeSpan.FromHours(5));

    [Fact]
    public async Task ReadAsync_EveryKindOfField_IsReadInOneBatchAndOneOfTitles()
    {
        await using var portal = await The.Portal();
        var ann = portal.State.AddUser("Ann", "Lee", "ann@example.com");
        var deal = portal.AddDeal("Roof");
        var flow = await FlowAsync(
            portal, "TITLE", "STATUS", "PRIORITY", "RESPONSIBLE_ID", "ACCOMPLICES", "DEADLINE", "CREATED_DATE", "UF_CRM_TASK", "LINK");
        var id = Add(
            portal, ("STATUS", 3), ("RESPONSIBLE_ID", ann), ("ACCOMPLICES", new object[] { ann, portal.Me }), ("DEADLINE", Deadline),
            ("UF_CRM_TASK", new[] { $"D_{deal}" }));

        var snapshot = await portal.ReadAsync(flow, id);

        var task = Task(portal, id);
        Assert.Equal(["batch", "batch", "user.get"], portal.Operations);
        Assert.Equal((task.ChangedTime, task.CreatedTime, (long?)null), (snapshot!.EditedAt, snapshot.CreatedAt, snapshot.Pipeline));
        Assert.Equal(flow.Fields.Count, snapshot.Values.Count);
        Assert.Equal(Some.Text("Call"), snapshot.Values[Some.Key("TITLE")]);
        Assert.Equal(Some.Choice("In progress"), snapshot.Values[Some.Key("STATUS")]);
        Assert.Equal(Some.Choice("Normal"), snapshot.Values[Some.Key("PRIORITY")]);
        Assert.Equal(new Person("ann@example.com", "Ann Lee"), snapshot.Values[Some.Key("RESPONSIBLE_ID")]);
        Assert.Equal(2, Assert.IsType<People>(snapshot.Values[Some.Key("ACCOMPLICES")]).Items.Count);
        Assert.Equal(new DateAndTime(Deadline), snapshot.Values[Some.Key("DEADLINE")]);
        Assert.Equal(new DateAndTime(task.CreatedTime), snapshot.Values[Some.Key("CREATED_DATE")]);
        Assert.Equal(new References([new(new RecordRef.Bitrix24(EntityType.Deal, deal), "Roof")]), snapshot.Values[Some.Key("UF_CRM_TASK")]);
        Assert.EndsWith($"/tasks/task/view/{id}/", Assert.IsType<Link>(snapshot.Values[Some.Key("LINK")]).Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "New")]
    [InlineData(2, "Pending")]
    [InlineData(3, "In progress")]
    [InlineData(4, "Pending review")]
    [InlineData(5, "Completed")]
    [InlineData(6, "Deferred")]
    [InlineData(7, "Declined")]
    public async Task UpdateAsync_Status_IsWrittenByItsName(int code, string name)
    {
        await using var portal = await The.Portal();
        var flow = await FlowAsync(portal, "STATUS");
        var id = Add(portal);

        var answer = await portal.WriteAsync(flow, id, ("STATUS", Some.Choice(name)));

        Assert.Equal(code, Task(portal, id).Status);
        Assert.Equal(Some.Choice(name), answer.After!.Values[Some.Key("STATUS")]);
        Assert.Equal(["tasks.task.update"], portal.Operations);
    }

    [Fact]
    public async Task UpdateAsync_SeveralFields_AreOneWriteAndReadBackTheSame()
    {
        await using var portal = await The.Portal();
        var ann = portal.State.AddUser("Ann", "Lee", "ann@example.com");
        var flow = await FlowAsync(portal, "TITLE", "DESCRIPTION", "PRIORITY", "RESPONSIBLE_ID", "AUDITORS", "DEADLINE");
        var id = Add(portal);
        (string, CanonicalValue)[] values =
        [
            ("TITLE", Some.Text("Call ⇄ 🙂")),
            ("DESCRIPTION", new FormattedText([new("bold", TextStyle.Bold), new(" and plain")])),
            ("PRIORITY", Some.Choice("High")),
            ("RESPONSIBLE_ID", new Person("ann@example.com", "Ann Lee")),
            ("AUDITORS", new People([new("ann@example.com", "Ann Lee")])),
            ("DEADLINE", new DateAndTime(Deadline)),
        ];

        var answer = await portal.WriteAsync(flow, id, values);

        Assert.Equal("tasks.task.update", portal.Operations[^1]);
        Assert.Single(portal.Simulator.Requests.Entries, request => request.IsWrite);
        Assert.Empty(answer.Refused);
        Assert.Equal(Some.Values(values), answer.After!.Values);
        Assert.Equal(Some.Values(values), (await portal.ReadAsync(flow, id))!.Values);
        Assert.Equal(("[b]bold[/b] and plain", ann), (Task(portal, id).Description, Task(portal, id).ResponsibleId));
    }

    [Fact]
    public async Task UpdateAsync_EmptyDeadline_IsCleared()
    {
        await using var portal = await The.Portal();
        var flow = await FlowAsync(portal, "DEADLINE");
        var id = Add(portal, ("DEADLINE", Deadline));

        var answer = await portal.WriteAsync(flow, id, ("DEADLINE", Some.Nothing));

        Assert.Null(Task(portal, id).Deadline);
        Assert.Equal(Some.Nothing, answer.After!.Values[Some.Key("DEADLINE")]);
    }

    [Fact]
    public async Task UpdateAsync_WhatATaskAlwaysHas_IsRefusedWithoutARequest()
    {
        await using var portal = await The.Portal();
        var flow = await FlowAsync(portal, "TITLE", "STATUS", "RESPONSIBLE_ID");
        var id = Add(portal);

        var answer = await portal.WriteAsync(flow, id, ("TITLE", Some.Nothing), ("STATUS", Some.Nothing), ("RESPONSIBLE_ID", Some.Nothing));

        Assert.Equal(3, answer.Refused.Count);
        Assert.Null(answer.After);
        Assert.Empty(portal.Operations);
    }

    [Fact]
    public async Task UpdateAsync_UnknownStatus_IsRefusedWithTheNamesThereAre()
    {
        await using var portal = await The.Portal();
        var flow = await FlowAsync(portal, "STATUS");

        var answer = await portal.WriteAsync(flow, Add(portal), ("STATUS", Some.Choice("Somewhere")));

        Assert.Contains("Pending review, Completed", answer.Refused[Some.Key("STATUS")], StringComparison.Ordinal);
        Assert.Empty(portal.Operations);
    }

    /// <summary>The portal takes the list as a whole: what the property cannot show must come through a write of the rest.</summary>
    [Fact]
    public async Task UpdateAsync_RelatedDeals_KeepAllOtherRecordsOfTheTask()
    {
        await using var portal = await The.Portal();
        var (first, second) = (portal.AddDeal("Roof"), portal.AddDeal("Wall"));
        var flow = Related(await FlowAsync(portal, "TITLE", "UF_CRM_TASK"));
        var id = Add(portal, ("UF_CRM_TASK", new[] { $"D_{first}", "C_7", "Te_9", "X_1" }));
        var related = new References([new(new RecordRef.Bitrix24(EntityType.Deal, second), string.Empty)]);

        var answer = await portal.WriteAsync(flow, id, ("UF_CRM_TASK", related));

        Assert.Equal([$"D_{second}", "C_7", "Te_9", "X_1"], Task(portal, id).CrmItems);
        Assert.Equal(["tasks.task.get", "tasks.task.update", "tasks.task.get"], portal.Operations);
        Assert.Contains(related.Items[0], Assert.IsType<References>(answer.After!.Values[Some.Key("UF_CRM_TASK")]).Items);

        await portal.WriteAsync(flow, id, ("UF_CRM_TASK", Some.Nothing));
        Assert.Equal(["C_7", "Te_9", "X_1"], Task(portal, id).CrmItems);
    }

    /// <summary>The portal gives the same answer to both.</summary>
    [Fact]
    public async Task ReadAsync_DeletedOrForbiddenTask_IsNull()
    {
        await using var portal = await The.Portal();
        var flow = await FlowAsync(portal, "TITLE");
        var (deleted, forbidden) = (Add(portal), Add(portal));
        portal.State.DeleteTask((int)deleted.Value, portal.Me);
        portal.State.SetTaskForbidden((int)forbidden.Value, true);

        Assert.Null(await portal.ReadAsync(flow, deleted));
        Assert.Null(await portal.ReadAsync(flow, forbidden));
    }

    [Fact]
    public async Task UpdateAsync_ForbiddenTask_IsRejected()
    {
        await using var portal = await The.Portal();
        var flow = await FlowAsync(portal, "TITLE");
        var id = Add(portal);
        var before = await portal.ReadAsync(flow, id);
        portal.State.SetTaskForbidden((int)id.Value, true);

        var exception = await Assert.ThrowsAsync<RemoteException>(() => portal.Records.UpdateAsync(
            flow, id, before!, Some.Values(("TITLE", Some.Text("x"))), TestContext.Current.CancellationToken));

        Assert.Equal(RemoteFailure.Rejected, exception.Failure);
    }

    [Fact]
    public async Task DeleteAsync_Task_IsGoneAndASecondTimeNothingHappens()
    {
        await using var portal = await The.Portal();
        var flow = await FlowAsync(portal, "TITLE");
        var id = Add(portal);

        await portal.Records.DeleteAsync(flow, id, TestContext.Current.CancellationToken);
        await portal.Records.DeleteAsync(flow, id, TestContext.Current.CancellationToken);

        Assert.Empty(portal.State.Tasks);
        Assert.Equal(["tasks.task.get", "tasks.task.delete", "tasks.task.get"], portal.Operations);
    }

    [Fact]
    public async Task MarkAsync_Status_IsWritten()
    {
        await using var portal = await The.Portal();
        var flow = await FlowAsync(portal, "TITLE", "STATUS");
        var id = Add(portal);
        var mark = new DeletionMark<Bitrix24Field>(flow.Fields[1].Bitrix24, Some.Choice("Deferred"));

        Assert.Null(await portal.Records.MarkAsync(flow, id, (await portal.ReadAsync(flow, id))!, mark, TestContext.Current.CancellationToken));

        Assert.Equal(6, Task(portal, id).Status);
    }

    [Fact]
    public async Task ListAsync_MoreTasksThanOnePage_NamesEachOnce()
    {
        await using var portal = await The.Portal();
        var flow = await FlowAsync(portal, "TITLE");
        var ids = Enumerable.Range(0, 101).Select(_ => Add(portal)).ToList();

        var listed = await portal.Records.ListAsync(flow, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ids, listed.Select(task => task.Id));
        Assert.Equal(Task(portal, ids[0]).ChangedTime, listed[0].EditedAt);
        Assert.Equal(3, portal.Operations.Length);
    }

    [Fact]
    public async Task ReadFieldsAsync_ScopeIsMissing_SaysSo()
    {
        await using var portal = await The.Portal(usual => usual with { Scopes = ["crm", "user"] });

        var exception = await Assert.ThrowsAsync<RemoteException>(() => FlowAsync(portal, "TITLE"));

        Assert.Equal(RemoteFailure.Forbidden, exception.Failure);
        Assert.Contains("scopes crm, task", exception.Message, StringComparison.Ordinal);
    }

    private static Task<Flow> FlowAsync(Portal portal, params string[] names) => portal.FlowOfAsync(EntityType.Task, names);

    private static Flow Related(Flow flow) => flow with
    {
        Fields = [.. flow.Fields.Select(field => field.Bitrix24.Name == "UF_CRM_TASK" ? field with { Relation = new(new("Projects"), EntityType.Deal) } : field)],
    };

    private static Bitrix24Id Add(Portal portal, params (string Name, object? Value)[] fields) => new(portal.State.AddTask(
        new Dictionary<string, object?>(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) { ["TITLE"] = "Call" }, portal.Me));

    private static PortalTask Task(Portal portal, Bitrix24Id id) => portal.State.Tasks.Single(task => task.Id == id.Value);
}
