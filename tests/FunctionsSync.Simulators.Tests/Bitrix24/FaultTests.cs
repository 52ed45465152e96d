using FunctionsSync.Simulators.Bitrix24;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class FaultTests
{
    [Fact]
    public async Task Calls_OverTheBucket_Are503UntilItDrains()
    {
        var time = new FakeTimeProvider();
        await using var portal = await TestPortal.StartAsync(new Bitrix24SimulatorOptions { TimeProvider = time });
        for (var number = 0; number < 50; number++)
            Assert.Equal(200, (await portal.CallAsync("profile")).Status);

        Assert.Equal((503, "QUERY_LIMIT_EXCEEDED"), (await portal.CallAsync("profile")).Refusal);
        time.Advance(TimeSpan.FromSeconds(1));

        var statuses = new List<int>();
        for (var number = 0; number < 3; number++)
            statuses.Add((await portal.CallAsync("profile")).Status);
        Assert.Equal([200, 200, 503], statuses);
    }

    [Fact]
    public async Task OperatingTime_UsedUp_BlocksThatMethodOnlyAndInBatchesToo()
    {
        var time = new FakeTimeProvider();
        await using var portal = await TestPortal.StartAsync(TestPortal.Quick() with { TimeProvider = time });
        portal.State.SetOperatingCost("scope", TimeSpan.FromSeconds(240));

        var first = await portal.CallAsync("scope");
        Assert.Equal(240, (double)first.Json["time"]!["operating"]!);
        await portal.CallAsync("scope");

        Assert.Equal((429, "OPERATION_TIME_LIMIT"), (await portal.CallAsync("scope")).Refusal);
        Assert.Equal(200, (await portal.CallAsync("profile")).Status);
        var batch = await portal.ResultAsync("batch", """{"cmd":{"a":"scope"}}""");
        Assert.Equal("OPERATION_TIME_LIMIT", (string?)batch["result_error"]!["a"]!["error"]);
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(200, (await portal.CallAsync("scope")).Status);
    }

    [Fact]
    public async Task PlannedFaults_HappenOnceToTheNextMatchingCall()
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.Faults.Add("profile", new Fault.QueryLimitExceeded());
        portal.State.Faults.Add("profile", new Fault.OperationTimeLimit());
        portal.State.Faults.Add("profile", new Fault.InternalServerError());
        portal.State.Faults.Add("*", new Fault.BadGateway());

        Assert.Equal((503, "QUERY_LIMIT_EXCEEDED"), (await portal.CallAsync("profile")).Refusal);
        Assert.Equal((429, "OPERATION_TIME_LIMIT"), (await portal.CallAsync("profile")).Refusal);
        Assert.Equal((500, "INTERNAL_SERVER_ERROR"), (await portal.CallAsync("profile")).Refusal);
        var html = await portal.CallAsync("scope");
        Assert.Equal(502, html.Status);
        Assert.StartsWith("<html>", html.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await portal.CallAsync("profile")).Status);
    }

    [Fact]
    public async Task SavedThenAborted_HasSaved()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = portal.AddDeal("Before");
        portal.State.Faults.Add("crm.item.update", new Fault.SavedThenAborted());

        await Assert.ThrowsAsync<HttpRequestException>(() => portal.UpdateAsync(id, """{"title":"After"}"""));

        Assert.Equal("After", portal.State.Deals.Single().Title);
        Assert.Equal(0, portal.Simulator.Requests.Entries.Single().Status);
    }

    [Fact]
    public async Task Delayed_TakesEffectAtOnceAndAnswersLater()
    {
        var time = new FakeTimeProvider();
        await using var portal = await TestPortal.StartAsync(TestPortal.Quick() with { TimeProvider = time });
        var id = portal.AddDeal("Before");
        portal.State.Faults.Add("crm.item.update", new Fault.Delayed(TimeSpan.FromMinutes(1)));

        var update = portal.UpdateAsync(id, """{"title":"After"}""");
        await Until.TrueAsync(() => portal.State.Deals.Single().Title == "After");
        Assert.False(update.IsCompleted);
        await Until.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromMinutes(1));
            return update.IsCompleted;
        });

        Assert.Equal(200, (await update).Status);
    }

    [Fact]
    public async Task Renamed_Answers302ToTheSamePathElsewhere()
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.Faults.Add("profile", new Fault.Renamed(new Uri("http://localhost:1234/")));

        var reply = await portal.CallAsync("profile");

        Assert.Equal((302, "http://localhost:1234/rest/profile"), (reply.Status, reply.Headers.Location!.AbsoluteUri));
    }
}
