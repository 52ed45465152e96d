using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class TaskListTests
{
    [Fact]
    public async Task List_FromMinusOne_PagesByIdWithoutCounting()
    {
        await using var portal = await TestPortal.StartAsync();
        for (var number = 1; number <= 60; number++)
            portal.AddTask($"Task {number}");

        var first = await portal.CallAsync("tasks.task.list", """{"filter":{">ID":0},"order":{"ID":"asc"},"select":["ID"],"start":-1}""");
        var second = await portal.CallAsync("tasks.task.list", """{"filter":{">ID":50},"order":{"ID":"asc"},"select":["ID"],"start":-1}""");

        Assert.Equal(Enumerable.Range(1, 50), Ids(first.Json));
        Assert.Equal(Enumerable.Range(51, 10), Ids(second.Json));
        Assert.Equal("[null,null]", first.Json.Pick("total", "next"));
        Assert.Equal("""{"id":"1","group":[]}""", first.Json["result"]!["tasks"]![0].ToText());
    }

    [Fact]
    public async Task List_FromAnOffset_CountsAndStartsWithTheNewest()
    {
        await using var portal = await TestPortal.StartAsync();
        for (var number = 1; number <= 60; number++)
            portal.AddTask($"Task {number}");

        var first = await portal.CallAsync("tasks.task.list", """{"select":["ID"]}""");
        var second = await portal.CallAsync("tasks.task.list", """{"select":["ID"],"start":50}""");

        Assert.Equal("[60,50]", first.Json.Pick("total", "next"));
        Assert.Equal(60, Ids(first.Json)[0]);
        Assert.Equal("[60,null]", second.Json.Pick("total", "next"));
        Assert.Equal(Enumerable.Range(1, 10).Reverse(), Ids(second.Json));
    }

    [Theory]
    [InlineData("""{">=CHANGED_DATE":"2026-11-22T13:01:00+03:00"}""", "2,3")]
    [InlineData("""{">CHANGED_DATE":"2026-11-22T10:01:00Z",">ID":1}""", "3")]
    [InlineData("""{"UF_CRM_TASK":"D_123"}""", "1,3")]
    [InlineData("""{"UF_CRM_TASK":["D_123","C_9"]}""", "1,2,3")]
    [InlineData("""{"XML_ID":"page-2"}""", "2")]
    [InlineData("""{"REAL_STATUS":2}""", "1,2")]
    [InlineData("""{"STATUS":2}""", "2")]
    [InlineData("""{"STATUS":-1}""", "1")]
    [InlineData("""{"!REAL_STATUS":5}""", "1,2")]
    [InlineData("""{"RESPONSIBLE_ID":1,"ID":[2,3]}""", "2,3")]
    public async Task List_Filtered_FindsWhatTheFilterSays(string filter, string expected)
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-22T10:00:00Z"));
        await using var portal = await TestPortal.StartAsync(TestPortal.Quick() with { TimeProvider = time });
        portal.AddTask("Overdue", TestPortal.Linked("D_123"), ("DEADLINE", time.GetUtcNow().AddDays(-1)));
        time.Advance(TimeSpan.FromMinutes(1));
        portal.AddTask("Pending", TestPortal.Linked("C_9"), ("XML_ID", "page-2"));
        time.Advance(TimeSpan.FromMinutes(1));
        portal.AddTask("Done", TestPortal.Linked("D_123", "C_9"), ("STATUS", 5), ("DEADLINE", time.GetUtcNow().AddDays(-1)));

        var reply = await portal.CallAsync("tasks.task.list", $$$"""{"filter":{{{filter}}},"order":{"ID":"asc"},"select":["ID"]}""");

        Assert.Equal(expected, string.Join(',', Ids(reply.Json)));
    }

    [Fact]
    public async Task List_StatusOfAnOverdueTask_IsInSubStatusOnly()
    {
        await using var portal = await TestPortal.StartAsync();
        portal.AddTask("Overdue", ("DEADLINE", DateTimeOffset.Parse("2020-01-01T00:00:00Z")));

        var tasks = (await portal.ResultAsync("tasks.task.list", """{"select":["STATUS"]}"""))["tasks"]!;

        Assert.Equal("""["2","-1"]""", tasks[0]!.Pick("status", "subStatus"));
    }

    [Fact]
    public async Task List_InABatch_IsChainedById()
    {
        await using var portal = await TestPortal.StartAsync();
        for (var number = 1; number <= 60; number++)
            portal.AddTask($"Task {number}");
        var query = "tasks.task.list?order[ID]=asc&select[]=ID&start=-1&filter[>ID]=";

        var result = (await portal.ResultAsync(
            "batch", $$$"""{"cmd":{"a":"{{{query}}}0","b":"{{{query}}}$result[a][tasks][49][id]"}}"""))["result"]!;

        Assert.Equal(50, result["a"]!["tasks"]!.AsArray().Count);
        Assert.Equal("51", (string?)result["b"]!["tasks"]![0]!["id"]);
    }

    private static List<int> Ids(JsonNode reply) =>
        [.. reply["result"]!["tasks"]!.AsArray().Select(task => int.Parse(task!["id"]!.GetValue<string>()))];
}
