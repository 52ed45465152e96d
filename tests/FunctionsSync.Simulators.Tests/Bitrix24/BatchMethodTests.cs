using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class BatchMethodTests
{
    [Fact]
    public async Task Batch_OneGoodOneBad_AnswersBothWithEmptyMapsAsArrays()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = portal.AddDeal("A deal");

        var result = await portal.ResultAsync(
            "batch", $$$"""{"halt":0,"cmd":{"d1":"crm.item.get?entityTypeId=2&id={{{id}}}","d2":"crm.item.get?entityTypeId=2&id=99"}}""");

        Assert.Equal("A deal", (string?)result["result"]!["d1"]!["item"]!["title"]);
        Assert.Equal("""{"d2":{"error":"NOT_FOUND","error_description":"Element not found"}}""", result["result_error"]!.ToJsonString());
        Assert.Equal("[]", result["result_total"]!.ToJsonString());
        Assert.Equal("[]", result["result_next"]!.ToJsonString());
        Assert.NotNull(result["result_time"]!["d1"]!["operating"]);
    }

    [Fact]
    public async Task Batch_AllFail_IsStill200WithAnEmptyArrayAsResult()
    {
        await using var portal = await TestPortal.StartAsync();

        var result = await portal.ResultAsync("batch", """{"cmd":{"a":"crm.item.get?entityTypeId=2&id=99"}}""");

        Assert.Equal("[]", result["result"]!.ToJsonString());
    }

    [Fact]
    public async Task Batch_NumericKeys_ComeBackAsAnArray()
    {
        await using var portal = await TestPortal.StartAsync();

        var result = await portal.ResultAsync("batch", """{"cmd":["scope","scope"]}""");

        Assert.Equal(2, result["result"]!.AsArray().Count);
    }

    [Fact]
    public async Task Batch_Halt_StopsAtTheFirstError()
    {
        await using var portal = await TestPortal.StartAsync();

        var result = await portal.ResultAsync("batch", """{"halt":1,"cmd":{"a":"nope","b":"scope"}}""");

        Assert.Equal("[]", result["result"]!.ToJsonString());
        Assert.Equal(["a"], result["result_error"]!.AsObject().Select(entry => entry.Key));
    }

    [Fact]
    public async Task Batch_ReferencesAndBracketValues_AreResolved()
    {
        await using var portal = await TestPortal.StartAsync();
        for (var number = 0; number < 60; number++)
            portal.AddDeal("Deal");

        var list = "crm.item.list?entityTypeId=2&select[]=id&order[id]=ASC&start=-1&filter[%3Eid]=";
        var result = await portal.ResultAsync("batch", $$$"""{"cmd":{"a":"{{{list}}}0","b":"{{{list}}}$result[a][items][49][id]"}}""");

        Assert.Equal(50, result["result"]!["a"]!["items"]!.AsArray().Count);
        Assert.Equal(Enumerable.Range(51, 10), result["result"]!["b"]!["items"]!.AsArray().Select(item => (int)item!["id"]!));
    }

    [Fact]
    public async Task Batch_Nested_IsRefusedAndMoreThan50_Too()
    {
        await using var portal = await TestPortal.StartAsync();
        var many = new JsonObject(Enumerable.Range(0, 51).Select(number => KeyValuePair.Create($"c{number}", (JsonNode?)"scope")));

        var nested = await portal.ResultAsync("batch", """{"cmd":{"a":"batch?cmd[x]=scope"}}""");

        Assert.Equal("ERROR_BATCH_METHOD_NOT_ALLOWED", (string?)nested["result_error"]!["a"]!["error"]);
        var tooLong = await portal.CallAsync("batch", new JsonObject { ["cmd"] = many }.ToJsonString());
        Assert.Equal((400, "ERROR_BATCH_LENGTH_EXCEEDED"), tooLong.Refusal);
    }

    [Fact]
    public async Task Batch_SeveralWritesOfOneDeal_RaiseOneEvent()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var catcher = await EventCatcher.StartAsync();
        var id = portal.AddDeal("A deal");
        await portal.ResultAsync("event.bind", $$"""{"event":"ONCRMDEALUPDATE","handler":"{{catcher.Address}}"}""");
        var update = $"crm.item.update?entityTypeId=2&id={id}&fields[title]=";

        await portal.ResultAsync("batch", $$$"""{"cmd":{"a":"{{{update}}}B","b":"{{{update}}}C"}}""");
        Assert.Equal($"ONCRMDEALUPDATE {id}", await catcher.NextNameAsync());
        await portal.UpdateAsync(portal.AddDeal("Marker"), """{"title":"Moved"}""");

        Assert.Equal($"ONCRMDEALUPDATE {id + 1}", await catcher.NextNameAsync());
    }
}
