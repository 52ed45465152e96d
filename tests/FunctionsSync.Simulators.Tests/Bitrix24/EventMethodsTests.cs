namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class EventMethodsTests
{
    [Fact]
    public async Task Bind_GetAndUnbind_GoRound()
    {
        await using var portal = await TestPortal.StartAsync();
        const string binding = """{"event":"OnCrmDealUpdate","handler":"http://127.0.0.1:7071/events"}""";

        Assert.Equal("true", (await portal.ResultAsync("event.bind", binding)).ToJsonString());
        var again = await portal.CallAsync("event.bind", binding);
        var bound = await portal.ResultAsync("event.get");
        var unbound = await portal.ResultAsync("event.unbind", binding);

        Assert.Equal((400, "ERROR_CORE"), again.Refusal);
        Assert.Equal("Unable to set event handler: Handler already binded", (string?)again.Json["error_description"]);
        Assert.Equal(
            """[{"event":"ONCRMDEALUPDATE","handler":"http://127.0.0.1:7071/events","auth_type":"0","offline":0}]""", bound.ToJsonString());
        Assert.Equal("""{"count":1}""", unbound.ToJsonString());
        Assert.Equal("[]", (await portal.ResultAsync("event.get")).ToJsonString());
    }

    [Theory]
    [InlineData("ONNOSUCHTHING", "http://127.0.0.1/e", 400, "ERROR_EVENT_NOT_FOUND")]
    [InlineData("ONCRMDEALADD", "ftp://sync.example.com/e", 400, "ERROR_UNSUPPORTED_PROTOCOL")]
    [InlineData("ONCRMDEALADD", "https://intranet/e", 400, "ERROR_WRONG_HANDLER_URL")]
    [InlineData("ONCRMDEALADD", "not an address", 400, "ERROR_WRONG_HANDLER_URL")]
    public async Task Bind_Impossible_IsRefusedAsDocumented(string name, string handler, int status, string error)
    {
        await using var portal = await TestPortal.StartAsync();

        Assert.Equal((status, error), (await portal.CallAsync("event.bind", $$"""{"event":"{{name}}","handler":"{{handler}}"}""")).Refusal);
    }

    [Fact]
    public async Task Bind_ForAnotherUserByAPlainUser_IsAccessDenied()
    {
        await using var portal = await TestPortal.StartAsync();
        portal.Tokens = portal.State.IssueTokens(portal.State.AddUser("Ann", "Lee", "ann@portal.example"));

        var reply = await portal.CallAsync(
            "event.bind", """{"event":"ONCRMDEALADD","handler":"https://sync.example.com/e","auth_type":1}""");

        Assert.Equal((403, "ACCESS_DENIED"), reply.Refusal);
    }

    [Fact]
    public async Task Bind_WithoutTheScope_IsEventNotFound()
    {
        await using var portal = await TestPortal.StartAsync(TestPortal.Quick() with { Scopes = ["user"] });

        var reply = await portal.CallAsync("event.bind", """{"event":"ONCRMDEALADD","handler":"https://sync.example.com/e"}""");

        Assert.Equal((400, "ERROR_EVENT_NOT_FOUND"), reply.Refusal);
    }
}
