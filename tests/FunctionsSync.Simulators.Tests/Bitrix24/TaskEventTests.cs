namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class TaskEventTests
{
    [Fact]
    public async Task Events_OfATask_HaveTheDocumentedOddShapes()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var catcher = await EventCatcher.StartAsync();
        foreach (var name in new[] { "ONTASKADD", "ONTASKUPDATE", "ONTASKDELETE" })
            await portal.BindAsync(catcher, name);

        var id = portal.AddTask("Call");
        Assert.Equal(
            ["event=ONTASKADD", "data[FIELDS_BEFORE]=undefined", $"data[FIELDS_AFTER][ID]={id}", "data[IS_ACCESSIBLE_BEFORE]=N",
                "data[IS_ACCESSIBLE_AFTER]=undefined"],
            await NextAsync(catcher));
        portal.State.EditTask(id, new Dictionary<string, object?> { ["title"] = "Call" }, null);
        Assert.Equal(
            ["event=ONTASKUPDATE", $"data[FIELDS_BEFORE][ID]={id}", $"data[FIELDS_AFTER][ID]={id}", "data[IS_ACCESSIBLE_BEFORE]=undefined",
                "data[IS_ACCESSIBLE_AFTER]=undefined"],
            await NextAsync(catcher));
        await portal.ResultAsync("tasks.task.delete", $$"""{"taskId":{{id}}}""");

        Assert.Equal(
            ["event=ONTASKDELETE", $"data[FIELDS_BEFORE][ID]={id}", "data[FIELDS_AFTER]=undefined", "data[IS_ACCESSIBLE_BEFORE]=undefined",
                "data[IS_ACCESSIBLE_AFTER]=N"],
            await NextAsync(catcher));
        Assert.Empty(portal.State.Tasks);
    }

    private static async Task<IEnumerable<string>> NextAsync(EventCatcher catcher) => (await catcher.NextAsync())
        .Where(entry => entry.Key == "event" || entry.Key.StartsWith("data", StringComparison.Ordinal))
        .Select(entry => $"{entry.Key}={entry.Value}");
}
