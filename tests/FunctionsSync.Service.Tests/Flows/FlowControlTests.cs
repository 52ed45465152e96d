using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Flows;
using FunctionsSync.Service.Tests.Fakes;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Service.Tests.Flows;

public sealed class FlowControlTests
{
    private static readonly FlowName Projects = new("Projects");

    [Fact]
    public async Task PauseAsync_Running_LetsRequestsAndPollsWaitUntilItRunsAgain()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        await world.Control.PauseAsync(Projects, Some.Cancel);
        world.Bitrix24.Edit(1, Some.Title, Some.Text("Edited"));
        world.Notion.Edit(page, Some.Amount, Some.Number(7));

        await world.HandleAsync(Some.Event(1));
        await world.Poll.RunAsync(Some.Cancel);

        Assert.Equal(TimeSpan.FromMinutes(5), Assert.Single(world.Queue.Enqueued).Delay);
        Assert.Empty(world.Steps.Writes);

        await world.Control.ResumeAsync(Projects, confirm: false, Some.Cancel);
        await world.Poll.RunAsync(Some.Cancel);
        await world.DrainAsync();

        Assert.Equal(Some.Text("Edited"), world.Notion.Value(page, Some.Title));
        Assert.Equal(Some.Number(7), world.Bitrix24.Value(1, Some.Amount));
    }

    [Fact]
    public async Task ResumeAsync_Stopped_NeedsConfirmation()
    {
        using var world = new World();
        await world.Control.StopAsync(Projects, "a reason", Some.Cancel);

        Assert.Equal(FlowStatus.Stopped, (await world.Control.ResumeAsync(Projects, confirm: false, Some.Cancel)).Status);
        Assert.Equal(FlowStatus.Stopped, (await world.Control.PauseAsync(Projects, Some.Cancel)).Status);

        var resumed = await world.Control.ResumeAsync(Projects, confirm: true, Some.Cancel);
        Assert.Equal((FlowStatus.Running, null, true), (resumed.Status, resumed.Reason, resumed.IsConfirmed));
    }

    /// <summary>What the alert flow-stopped waits for: said when the flow stops, by whatever, and again for as long as it stands.</summary>
    [Fact]
    public async Task RemindAsync_StoppedByTooManyDeletions_SaysSoAgainUntilItRuns()
    {
        using var world = new World();
        var log = new CapturingLogger<FlowControl>();
        var control = new FlowControl(world.States, world.Clock, log);

        await control.RemindAsync(Projects, Some.Cancel);
        Assert.Empty(log.At(LogLevel.Error));

        for (var deleted = 0; deleted <= FlowControl.MostDeletions + 1; deleted++)
        {
            await control.AllowDeletionAsync(Projects, Some.Cancel);
        }

        Assert.Contains("more than 20 records", Assert.Single(log.At(LogLevel.Error)), StringComparison.Ordinal);

        await control.RemindAsync(Projects, Some.Cancel);
        Assert.Equal(2, log.At(LogLevel.Error).Count());

        await control.ResumeAsync(Projects, confirm: true, Some.Cancel);
        await control.RemindAsync(Projects, Some.Cancel);
        Assert.Equal(2, log.At(LogLevel.Error).Count());
    }

    [Fact]
    public async Task AdmitAsync_FilterChanged_StopsTheFlowUntilItIsConfirmed()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        var flow = Assert.Single(await world.Catalog.GetAsync(Some.Cancel)) with { Scope = new Fingerprint("another filter") };

        Assert.False(await world.Control.AdmitAsync(flow, Some.Cancel));
        var state = await world.Control.ReadAsync(Projects, Some.Cancel);
        Assert.Contains("filter", state.Reason, StringComparison.Ordinal);
        world.Bitrix24.Delete(1);
        await world.HandleAsync(Some.Event(1));
        Assert.Null((await world.MappingAsync())?.Tombstone);
        Assert.Null(world.Notion.Whereabouts(page));

        await world.Control.ResumeAsync(Projects, confirm: true, Some.Cancel);
        Assert.True(await world.Control.AdmitAsync(flow, Some.Cancel));
        Assert.True(await world.Control.AdmitAsync(flow, Some.Cancel));
    }

    [Fact]
    public async Task Scope_FilterInAnotherOrder_IsTheSame()
    {
        using var one = new World(WithFilter(("STAGE_ID", ["1", "2"]), ("TITLE", ["SALE"])));
        using var reordered = new World(WithFilter(("TITLE", ["SALE"]), ("STAGE_ID", ["2", "1"])));
        using var other = new World(WithFilter(("STAGE_ID", ["1"]), ("TITLE", ["SALE"])));

        Assert.Equal(await ScopeAsync(one), await ScopeAsync(reordered));
        Assert.NotEqual(await ScopeAsync(one), await ScopeAsync(other));
    }

    private static async Task<Fingerprint> ScopeAsync(World world) => Assert.Single(await world.Catalog.GetAsync(Some.Cancel)).Scope;

    private static FlowSettings WithFilter(params (string Field, string[] Values)[] filter) => Some.Projects() with
    {
        Bitrix24 = new() { Entity = "deal", Filter = filter.ToDictionary(one => one.Field, IReadOnlyList<string> (one) => one.Values) },
    };
}
