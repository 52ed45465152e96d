using System.Globalization;
using System.Net;
using FunctionsSync.Simulators.Notion;

namespace FunctionsSync.Simulators.Tests.Notion;

public sealed class BudgetTests : NotionSimulatorTest
{
    protected override NotionSimulatorOptions Options => base.Options with { RequestsPerMinute = 3 };

    [Fact]
    public async Task Send_OverBudget_IsRefusedUntilRetryAfterHasPassed()
    {
        await OkAsync("GET", "/v1/users/me");
        Clock.Advance(TimeSpan.FromSeconds(20.5));
        await OkAsync("GET", "/v1/users/me");
        await OkAsync("GET", "/v1/users/me");

        var refused = await SendAsync("GET", "/v1/users/me");

        Refused(refused, 429, "rate_limited");
        Assert.Equal("40", refused.Headers["Retry-After"]);
        Assert.Equal("40", (string?)refused.Json["additional_data"]?["retry_after"]);
        Assert.Equal("public_api_request_rate_limit", (string?)refused.Json["additional_data"]?["rate_limit_reason"]);
        Clock.Advance(TimeSpan.FromSeconds(39));
        Refused(await SendAsync("GET", "/v1/users/me"), 429, "rate_limited");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await OkAsync("GET", "/v1/users/me");
        Assert.Equal([200, 200, 200, 429, 429, 200], Simulator.Requests.Entries.Select(entry => entry.Status));
    }

    [Fact]
    public async Task Send_AcrossTheEndOfAMinute_StillCountsTheRequestsBefore()
    {
        Clock.Advance(TimeSpan.FromSeconds(14));
        for (var request = 0; request < 3; request++)
            await OkAsync("GET", "/v1/users/me");
        Clock.Advance(TimeSpan.FromSeconds(2));

        var refused = await SendAsync("GET", "/v1/users/me");

        Assert.Equal(58, int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Send_ToTheControlApi_IsNeitherCountedNorLogged()
    {
        for (var request = 0; request < 5; request++)
            Assert.Equal(HttpStatusCode.OK, (await SendAsync("GET", "/control/users")).Status);

        await OkAsync("GET", "/v1/users/me");
        Assert.Single(Simulator.Requests.Entries);
    }
}
