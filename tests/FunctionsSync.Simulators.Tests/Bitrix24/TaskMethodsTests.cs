using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class TaskMethodsTests
{
    [Fact]
    public async Task Get_SelectedFields_AreTextsInCamelCaseWithTheirCompanions()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = portal.AddTask(
            "Call",
            ("DESCRIPTION", "[B]now[/B]"),
            TestPortal.Linked("C_7", "D_1"),
            ("DEADLINE", DateTimeOffset.Parse("2126-11-22T10:00:00Z")));

        var result = await portal.ResultAsync(
            "tasks.task.get",
            $$"""{"taskId":{{id}},"select":["ID","TITLE","DESCRIPTION","STATUS","RESPONSIBLE_ID","DEADLINE","GROUP_ID","UF_CRM_TASK"]}""");

        var task = result["task"]!;
        Assert.Equal(
            """["1","Call","[B]now[/B]","Y","2","2","2126-11-22T13:00:00+03:00","0",["C_7","D_1"],[]]""",
            task.Pick(
                "id", "title", "description", "descriptionInBbcode", "status", "subStatus", "deadline", "groupId", "ufCrmTask", "group"));
        Assert.Equal("""["1","Integration User"]""", task["responsible"]!.Pick("id", "name"));
        Assert.True((bool?)task["action"]!["edit"]);
        Assert.False(task.AsObject().ContainsKey("createdBy"));
    }

    [Fact]
    public async Task Get_WithoutSelection_LeavesUserFieldsOut()
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.AddUserField(new UserField("UF_AUTO_123", "string", "Note") { EntityTypeId = UserField.Tasks });
        var id = portal.AddTask("Call", TestPortal.Linked("D_1"), ("UF_AUTO_123", "x"));

        async Task<JsonObject> GetAsync(string parameters) =>
            (await portal.ResultAsync("tasks.task.get", $$"""{"taskId":{{id}}{{parameters}}}"""))["task"]!.AsObject();
        var everything = await GetAsync("");
        var chosen = await GetAsync(""","select":["*","UF_AUTO_123"]""");

        Assert.DoesNotContain(everything, entry => entry.Key.StartsWith("uf", StringComparison.Ordinal));
        Assert.Equal(
            """["1","2","0",null,[],[]]""",
            everything.Pick("createdBy", "status", "closedBy", "closedDate", "accomplices", "auditorsData"));
        Assert.Equal("x", (string?)chosen["ufAuto123"]);
        Assert.False(chosen.ContainsKey("ufCrmTask"));
    }

    [Fact]
    public async Task Get_MissingOrForbidden_IsAnEmptyResultNotAnError()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = portal.AddTask("Secret");
        portal.State.SetTaskForbidden(id, true);

        Assert.Equal("[]", (await portal.ResultAsync("tasks.task.get", $$"""{"taskId":{{id}}}""")).ToText());
        Assert.Equal("[]", (await portal.ResultAsync("tasks.task.get", """{"taskId":999}""")).ToText());
        Assert.Equal("[]", (await portal.ResultAsync("tasks.task.list"))["tasks"].ToText());
        var update = await portal.CallAsync("tasks.task.update", $$$"""{"taskId":{{{id}}},"fields":{"TITLE":"x"}}""");
        Assert.Equal((400, "0"), update.Refusal);
        Assert.Equal((400, "1048582"), (await portal.CallAsync("tasks.task.delete", $$"""{"taskId":{{id}}}""")).Refusal);
    }

    [Fact]
    public async Task Get_ByAPersonWhoTakesNoPart_FindsNothing()
    {
        await using var portal = await TestPortal.StartAsync();
        var annId = portal.State.AddUser("Ann", "Lee", "ann@portal.example");
        var others = portal.AddTask("Others");
        var own = portal.AddTask("Own", ("AUDITORS", new[] { annId }));
        portal.Tokens = portal.State.IssueTokens(annId);

        var result = await portal.ResultAsync("tasks.task.get", $$"""{"taskId":{{others}}}""");
        var tasks = (await portal.ResultAsync("tasks.task.list", """{"select":["AUDITORS"]}"""))["tasks"]!.AsArray();

        Assert.Equal("[]", result.ToText());
        Assert.Equal($"""["{own}",["{annId}"]]""", Assert.Single(tasks)!.Pick("id", "auditors"));
        Assert.Equal("Ann Lee", (string?)tasks[0]!["auditorsData"]![$"{annId}"]!["name"]);
    }

    [Fact]
    public async Task Add_AnswersTheWholeTaskButNotItsUserFields()
    {
        await using var portal = await TestPortal.StartAsync();

        var task = (await portal.ResultAsync(
            "tasks.task.add",
            """{"fields":{"TITLE":"New","RESPONSIBLE_ID":1,"UF_CRM_TASK":["D_10"],"XML_ID":"page-1","PRIORITY":"2"}}"""))["task"]!;

        Assert.Equal("""["1","New","1","2","page-1"]""", task.Pick("id", "title", "createdBy", "priority", "xmlId"));
        Assert.False(task.AsObject().ContainsKey("ufCrmTask"));
        Assert.Equal(["D_10"], portal.State.Tasks.Single().CrmItems);
    }

    [Fact]
    public async Task Update_NamesInCamelCase_AreIgnored()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = portal.AddTask("Before");

        var result = await portal.ResultAsync("tasks.task.update", $$$"""{"taskId":{{{id}}},"fields":{"title":"After"}}""");

        Assert.Equal("Before", (string?)result["task"]!["title"]);
    }

    [Fact]
    public async Task Update_WithTheSameValues_MovesChangedDateAndRaisesTheEvent()
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-22T10:00:00Z"));
        await using var portal = await TestPortal.StartAsync(TestPortal.Quick() with { TimeProvider = time });
        await using var catcher = await EventCatcher.StartAsync();
        var id = portal.AddTask("Same");
        await portal.BindAsync(catcher, "ONTASKUPDATE");
        time.Advance(TimeSpan.FromMinutes(1));

        var task = (await portal.ResultAsync("tasks.task.update", $$$"""{"taskId":{{{id}}},"fields":{"TITLE":"Same"}}"""))["task"]!;

        Assert.Equal("2026-11-22T13:01:00+03:00", (string?)task["changedDate"]);
        Assert.Equal("ONTASKUPDATE", (await catcher.NextAsync()).ToDictionary()["event"]);
    }

    [Fact]
    public async Task Update_CrmLinks_ReplacesThemWholesale()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = portal.AddTask("Call", TestPortal.Linked("C_7", "D_1"));

        await portal.ResultAsync("tasks.task.update", $$$"""{"taskId":{{{id}}},"fields":{"UF_CRM_TASK":["D_2"]}}""");
        Assert.Equal(["D_2"], portal.State.Tasks.Single().CrmItems);
        await portal.ResultAsync("tasks.task.update", $$$"""{"taskId":{{{id}}},"fields":{"UF_CRM_TASK":""}}""");

        Assert.Empty(portal.State.Tasks.Single().CrmItems);
    }

    [Fact]
    public async Task Update_ToCompletedAndBack_ClosesAndReopens()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = portal.AddTask("Call");

        var closed = (await portal.ResultAsync("tasks.task.update", $$$"""{"taskId":{{{id}}},"fields":{"STATUS":5}}"""))["task"]!;
        var reopened = (await portal.ResultAsync("tasks.task.update", $$$"""{"taskId":{{{id}}},"fields":{"STATUS":"3"}}"""))["task"]!;

        Assert.Equal("""["5","1","1"]""", closed.Pick("status", "closedBy", "statusChangedBy"));
        Assert.NotNull(closed["closedDate"]);
        Assert.Equal("""["3","0",null]""", reopened.Pick("status", "closedBy", "closedDate"));
        Assert.NotNull(reopened["dateStart"]);
    }

    [Fact]
    public async Task Times_AreReadAndPrintedInTheCallersZone()
    {
        await using var portal = await TestPortal.StartAsync();
        var userId = portal.State.AddUser("Far", "Away", "far@portal.example", isAdmin: true, timeZoneOffset: TimeSpan.FromHours(7));
        var id = portal.AddTask("Call");
        async Task<string?> WriteAsync(string deadline) => (string?)(await portal.ResultAsync(
            "tasks.task.update", $$$"""{"taskId":{{{id}}},"fields":{"DEADLINE":{{{deadline}}}}}"""))["task"]!["deadline"];

        portal.Tokens = portal.State.IssueTokens(userId);
        Assert.Equal("2026-12-31T21:00:00+07:00", await WriteAsync("\"2026-12-31T17:00:00+03:00\""));
        Assert.Equal("2026-12-31T17:00:00+07:00", await WriteAsync("\"2026-12-31T17:00:00\""));
        Assert.Equal("2026-12-31T17:00:00+07:00", await WriteAsync("null"));
        Assert.Null(await WriteAsync("\"\""));
    }

    [Fact]
    public async Task Update_HalfOfAPlan_ChangesNothing()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = portal.AddTask("Call");

        async Task<JsonNode> WriteAsync(string fields) => (await portal.ResultAsync(
            "tasks.task.update", $$"""{"taskId":{{id}},"fields":{{fields}}}"""))["task"]!;
        var half = await WriteAsync("""{"START_DATE_PLAN":"2026-12-01T10:00:00+03:00"}""");
        var whole = await WriteAsync("""{"START_DATE_PLAN":"2026-12-01T10:00:00+03:00","END_DATE_PLAN":"2026-12-02T10:00:00+03:00"}""");

        Assert.Equal("[null,null]", half.Pick("startDatePlan", "endDatePlan"));
        Assert.Equal("""["2026-12-01T10:00:00+03:00","2026-12-02T10:00:00+03:00"]""", whole.Pick("startDatePlan", "endDatePlan"));
    }

    [Theory]
    [InlineData("get", "{}", "100", "CTaskItem")]
    [InlineData("get", """{"taskId":"one"}""", "0", "wrong task id")]
    [InlineData("get", """{"taskId":1,"select":"ID"}""", "100", "{select}")]
    [InlineData("update", """{"taskId":1}""", "100", "{fields}")]
    [InlineData("update", """{"taskId":999,"fields":{"TITLE":"x"}}""", "0", "not allowed")]
    [InlineData("update", """{"taskId":1,"fields":{"RESPONSIBLE_ID":77}}""", "ERROR_CORE", "&quot;Responsible person&quot;")]
    [InlineData("update", """{"taskId":1,"fields":{"STATUS":12}}""", "ERROR_CORE", "Incorrect status.<br>")]
    [InlineData("update", """{"taskId":1,"fields":{"PARENT_ID":1}}""", "ERROR_CORE", "own parent")]
    [InlineData("update", """{"taskId":1,"fields":{"PARENT_ID":88}}""", "ERROR_CORE", "&quot;Parent task&quot;")]
    [InlineData("add", """{"fields":{"title":"In the wrong case"}}""", "ERROR_CORE", "name is not specified.<br>The responsible person")]
    public async Task Refusals_CarryTheVendorsCodesAndHtml(string method, string parameters, string code, string description)
    {
        await using var portal = await TestPortal.StartAsync();
        portal.AddTask("Call");

        var reply = await portal.CallAsync("tasks.task." + method, parameters);

        Assert.Equal((400, code), reply.Refusal);
        Assert.Contains(description, (string?)reply.Json["error_description"], StringComparison.Ordinal);
        Assert.Equal("Call", portal.State.Tasks.Single().Title);
    }

    [Fact]
    public async Task Methods_WithoutTheScope_AreRefused()
    {
        await using var portal = await TestPortal.StartAsync(TestPortal.Quick() with { Scopes = ["crm"] });

        Assert.Equal((403, "insufficient_scope"), (await portal.CallAsync("tasks.task.list")).Refusal);
    }

    [Theory]
    [InlineData("string", "\"abc\"", "\"abc\"")]
    [InlineData("double", "1.25", "\"1.25\"")]
    [InlineData("boolean", "true", "\"1\"")]
    [InlineData("boolean", "\"N\"", "\"1\"")]
    public async Task UserFields_AreWrittenAndReadAsTheClassicOnes(string type, string written, string expected)
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.AddUserField(new UserField("UF_AUTO_7", type, "Own") { EntityTypeId = UserField.Tasks });
        var id = portal.AddTask("Call");

        await portal.ResultAsync("tasks.task.update", $$$"""{"taskId":{{{id}}},"fields":{"UF_AUTO_7":{{{written}}}}}""");
        var task = (await portal.ResultAsync("tasks.task.get", $$"""{"taskId":{{id}},"select":["UF_AUTO_7"]}"""))["task"]!;
        var fields = (await portal.ResultAsync("tasks.task.getFields"))["fields"]!;

        Assert.Equal(expected, task["ufAuto7"].ToText());
        Assert.Equal("Own", (string?)fields["UF_AUTO_7"]!["title"]);
    }
}
