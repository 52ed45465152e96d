using FunctionsSync.Simulators.Bitrix24;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class OAuthServerTests
{
    [Fact]
    public async Task Refresh_Once_AnswersAsDocumentedAndKillsTheOldPairAtOnce()
    {
        await using var portal = await TestPortal.StartAsync();
        var old = portal.Tokens;

        var reply = await portal.RefreshAsync(old.RefreshToken);

        Assert.Equal(200, reply.Status);
        var rest = portal.Simulator.BaseAddress + "rest/";
        Assert.Equal(
            $"""["{rest}","{rest}","{portal.Simulator.BaseAddress.Authority}","crm,task,user",3600,1,"L","{new Bitrix24SimulatorOptions().MemberId}"]""",
            reply.Json.Pick("client_endpoint", "server_endpoint", "domain", "scope", "expires_in", "user_id", "status", "member_id"));
        Assert.Equal((401, "invalid_token"), (await portal.CallAsync("profile")).Refusal);
        Assert.Equal((400, "invalid_grant"), (await portal.RefreshAsync(old.RefreshToken)).Refusal);

        portal.Tokens = old with { AccessToken = (string)reply.Json["access_token"]! };
        Assert.Equal("1", (string?)(await portal.ResultAsync("profile"))["ID"]);
    }

    [Fact]
    public async Task Refresh_ByGet_WorksAsWell()
    {
        await using var portal = await TestPortal.StartAsync();

        var reply = await portal.SendAsync(
            HttpMethod.Get,
            "oauth/token/?grant_type=refresh_token&client_id=local.simulated.client&client_secret=simulated-client-secret"
                + $"&refresh_token={portal.Tokens.RefreshToken}");

        Assert.Equal(200, reply.Status);
    }

    [Fact]
    public async Task Refresh_WrongSecret_IsInvalidClientAndKeepsThePair()
    {
        await using var portal = await TestPortal.StartAsync();

        Assert.Equal("invalid_client", (await portal.RefreshAsync(portal.Tokens.RefreshToken, "wrong")).Error);

        Assert.Equal(200, (await portal.RefreshAsync(portal.Tokens.RefreshToken)).Status);
    }

    [Fact]
    public async Task Refresh_AnswerLost_HasRotatedAllTheSame()
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.Faults.Add(PlannedFaults.TokenEndpoint, new Fault.SavedThenAborted());

        await Assert.ThrowsAsync<HttpRequestException>(() => portal.RefreshAsync(portal.Tokens.RefreshToken));

        Assert.Equal("invalid_grant", (await portal.RefreshAsync(portal.Tokens.RefreshToken)).Error);
    }

    [Fact]
    public async Task Call_AfterTheLifetime_IsExpiredTokenAndCanBeRefreshed()
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-22T10:00:00Z"));
        await using var portal = await TestPortal.StartAsync(TestPortal.Quick() with { TimeProvider = time });
        time.Advance(TimeSpan.FromSeconds(3599));
        Assert.Equal(200, (await portal.CallAsync("profile")).Status);

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((401, "expired_token"), (await portal.CallAsync("profile")).Refusal);
        Assert.Equal(200, (await portal.RefreshAsync(portal.Tokens.RefreshToken)).Status);
    }

    [Fact]
    public async Task Call_AfterRevoking_IsInvalidTokenAndRefreshInvalidGrant()
    {
        await using var portal = await TestPortal.StartAsync();

        portal.State.RevokeTokens();

        Assert.Equal((401, "invalid_token"), (await portal.CallAsync("profile")).Refusal);
        Assert.Equal("invalid_grant", (await portal.RefreshAsync(portal.Tokens.RefreshToken)).Error);
    }
}
