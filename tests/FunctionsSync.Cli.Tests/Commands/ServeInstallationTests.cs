using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Testing;

namespace FunctionsSync.Cli.Tests.Commands;

/// <summary><c>functionssync serve</c> before and while the application is installed in Bitrix24.</summary>
public sealed partial class ServeInstallationTests(AzuriteFixture azurite) : ServeCommandTest(azurite)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Serve_NeverInstalled_WaitsForTheInstallationAndThenServesAtTheSameAddress()
    {
        var secrets = await OnlySetByHandAsync();
        await using var program = await RunningProgram.StartDotnetAsync("functionssync.dll", ["serve", "--port", "0"], Installation.Folder, Installation.Settings);
        await program.WaitForOutputAsync("Waiting for the local application", Patience, Ended);
        var events = new Uri(Address().Match(program.Output).Value);

        var issued = Systems.Bitrix24.Portal.Install(events, Systems.Bitrix24.Portal.IntegrationUserId);
        await program.WaitForOutputAsync("Ctrl+C ends it.", Patience, Ended);

        Assert.Equal(200, Assert.Single(Systems.Bitrix24.Portal.Deliveries).Status);
        Assert.Equal(2, Regex.Count(program.Output, Regex.Escape(events.AbsoluteUri)));
        var stored = JsonNode.Parse((await secrets.ReadAsync(SecretNames.Bitrix24Tokens, Ended))!)!;
        Assert.Equal(
            (issued.AccessToken, issued.RefreshToken, new Bitrix24SimulatorOptions().MemberId),
            ((string?)stored["access_token"], (string?)stored["refresh_token"], (string?)stored["member_id"]));
        Assert.Equal(new Bitrix24SimulatorOptions().ApplicationToken, await secrets.ReadAsync(SecretNames.Bitrix24ApplicationToken, Ended));
        Assert.DoesNotContain(issued.AccessToken, program.Output + program.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(issued.RefreshToken, program.Output + program.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SecretNames.NotionToken)]
    [InlineData(SecretNames.Bitrix24ClientSecret)]
    public async Task Serve_NeverInstalledAndASecretIsMissing_NamesItInsteadOfWaiting(string missing)
    {
        await OnlySetByHandAsync(missing);

        (await ServeAsync()).AssertFailed(2, missing, $"functionssync secrets set {missing}");
    }

    /// <summary>A folder with the secrets that no installation brings.</summary>
    private async Task<FileSecretStore> OnlySetByHandAsync(string? except = null)
    {
        var folder = Path.Combine(Installation.Folder, ".not-installed");
        Installation.Settings["SecretsPath"] = folder;
        var secrets = new FileSecretStore(folder);
        foreach (var name in new[] { SecretNames.NotionToken, SecretNames.Bitrix24ClientSecret }.Where(name => name != except))
        {
            await secrets.WriteAsync(name, (await Installation.Secrets.ReadAsync(name, Ended))!, Ended);
        }

        return secrets;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/api/bitrix24/events")]
    private static partial Regex Address();
}
