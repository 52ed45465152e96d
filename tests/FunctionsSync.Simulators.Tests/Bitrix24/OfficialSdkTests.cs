using System.Globalization;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Testing;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class OfficialSdkTests
{
    private const int DealCount = 60;

    [Fact]
    public async Task Script_WithTheVendorsSdk_FindsTheSimulatorInOrder()
    {
        await NodePackages.RequireAsync(TestContext.Current.CancellationToken);
        await using var portal = await TestPortal.StartAsync();
        var options = new Bitrix24SimulatorOptions();
        var dealId = portal.AddDeal("Deal 1");
        for (var number = 2; number <= DealCount; number++)
            portal.AddDeal($"Deal {number}");

        var run = await NodePackages.RunScriptAsync(
            "sdk-checks/bitrix24.mjs",
            new Dictionary<string, string>
            {
                ["PORTAL_URL"] = portal.Simulator.BaseAddress.AbsoluteUri,
                ["CLIENT_ID"] = options.ClientId,
                ["CLIENT_SECRET"] = options.ClientSecret,
                ["MEMBER_ID"] = options.MemberId,
                ["ACCESS_TOKEN"] = portal.Tokens.AccessToken,
                ["REFRESH_TOKEN"] = portal.Tokens.RefreshToken,
                ["EXPIRES"] = portal.Tokens.ExpiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                ["DEAL_ID"] = dealId.ToString(CultureInfo.InvariantCulture),
                ["DEAL_COUNT"] = DealCount.ToString(CultureInfo.InvariantCulture),
            },
            TestContext.Current.CancellationToken);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal("By the SDK", portal.State.Deals[0].Title);
        TestContext.Current.TestOutputHelper?.WriteLine(run.Output);
    }
}
