using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class TaskControlTests
{
    [Fact]
    public async Task PostPatchAndDelete_ATask_DoWhatAPersonDoes()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var catcher = await EventCatcher.StartAsync();
        var annId = portal.State.AddUser("Ann", "Lee", "ann@portal.example");
        var dealId = portal.AddDeal("A deal");
        await portal.BindAsync(catcher, "ONTASKADD");

        var created = await SendAsync(portal, HttpMethod.Post, "control/tasks", $$"""{"title":"Call","dealId":{{dealId}}}""");
        Assert.Equal(201, created.Status);
        Assert.Equal(
            $"""[1,"Call",2,{annId},"Ann Lee",{dealId},"A deal"]""",
            created.Json.Pick("id", "title", "status", "responsibleId", "responsibleName", "dealId", "dealTitle"));
        Assert.Equal($"{annId}", (await catcher.NextAsync()).ToDictionary()["auth[user_id]"]);

        var changed = await SendAsync(portal, HttpMethod.Patch, "control/tasks/1", """{"status":5,"responsibleId":1}""");
        Assert.Equal($"""[5,1,{dealId}]""", changed.Json.Pick("status", "responsibleId", "dealId"));
        Assert.Equal(changed.Text, (await portal.SendAsync(HttpMethod.Get, "control/tasks")).Json[0].ToText());

        Assert.Equal(204, (await portal.SendAsync(HttpMethod.Delete, "control/tasks/1")).Status);
        Assert.Equal("[]", (await portal.SendAsync(HttpMethod.Get, "control/tasks")).Text);
    }

    [Fact]
    public async Task Patch_TheDeal_KeepsTheOtherLinks()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = portal.AddTask("Call", TestPortal.Linked("C_7", "D_1"));

        await SendAsync(portal, HttpMethod.Patch, $"control/tasks/{id}", """{"dealId":2}""");
        Assert.Equal(["D_2", "C_7"], portal.State.Tasks.Single().CrmItems);
        await SendAsync(portal, HttpMethod.Patch, $"control/tasks/{id}", """{"dealId":0}""");

        Assert.Equal(["C_7"], portal.State.Tasks.Single().CrmItems);
    }

    [Theory]
    [InlineData("control/tasks/1", """{"status":12}""", 400, "Incorrect status")]
    [InlineData("control/tasks/1", """{"stage":"typo"}""", 400, "stage")]
    [InlineData("control/tasks/9", """{"title":"x"}""", 404, "no task 9")]
    public async Task Patch_Impossible_SaysWhy(string path, string body, int status, string reason)
    {
        await using var portal = await TestPortal.StartAsync();
        portal.AddTask("Call");

        var reply = await SendAsync(portal, HttpMethod.Patch, path, body);

        Assert.Equal(status, reply.Status);
        Assert.Contains(reason, reply.Error, StringComparison.Ordinal);
    }

    private static Task<Reply> SendAsync(TestPortal portal, HttpMethod method, string path, string json) =>
        portal.SendAsync(method, path, JsonContent.Create(JsonNode.Parse(json)));
}
