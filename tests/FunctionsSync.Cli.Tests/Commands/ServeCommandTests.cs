using System.Net;
using System.Net.Sockets;
using FunctionsSync.Core.Ports;
using FunctionsSync.Testing;

namespace FunctionsSync.Cli.Tests.Commands;

/// <summary><c>functionssync serve</c> where something is wrong with its surroundings.</summary>
public sealed class ServeCommandTests(AzuriteFixture azurite) : ServeCommandTest(azurite)
{
    private const int BadConfiguration = 2;

    [Theory]
    [InlineData("Bitrix24__PortalUrl", null, "The setting Bitrix24__PortalUrl is missing")]
    [InlineData("Bitrix24__PortalUrl", "http://portal.example.com", "The setting Bitrix24__PortalUrl must begin with https://")]
    [InlineData("Bitrix24__ClientId", null, "The setting Bitrix24__ClientId is missing")]
    [InlineData("AzureWebJobsStorage", null, "The setting AzureWebJobsStorage is missing")]
    [InlineData("AzureWebJobsStorage", "AccountName=nonsense", "The setting AzureWebJobsStorage is no storage connection string")]
    [InlineData("NotionPollSchedule", "every half minute", "The setting NotionPollSchedule is no schedule")]
    [InlineData("Notion__RequestsPerSecond", "0", "The setting Notion__RequestsPerSecond must be above zero")]
    [InlineData("Bitrix24__RequestsPerSecond", "fast", "'fast' at 'Bitrix24__RequestsPerSecond'")]
    [InlineData("SyncFile", "missing.json", "the setting SyncFile")]
    public async Task Serve_SettingMissingOrWrong_NamesIt(string setting, string? value, string says)
    {
        Installation.Settings[setting] = value;

        (await ServeAsync()).AssertFailed(BadConfiguration, says);
    }

    [Fact]
    public async Task Serve_NotionTokenNotSet_SaysHowToSetIt()
    {
        Installation.Settings["SecretsPath"] = Path.Combine(Installation.Folder, ".other");
        var tokens = await Installation.Secrets.ReadAsync(SecretNames.Bitrix24Tokens, Ended);
        await CommandRun.RunAsync(["secrets", "set", SecretNames.Bitrix24Tokens], Installation.Folder, Installation.Settings, tokens);

        (await ServeAsync()).AssertFailed(BadConfiguration, "notion-token", "functionssync secrets set notion-token");
    }

    [Fact]
    public async Task Serve_SyncFileWrong_NamesTheSpot()
    {
        await File.WriteAllTextAsync(
            Installation.SyncFile,
            """
            { "flows": [ {
              "name": "Projects", "bitrix24": { "entity": "deal" }, "notion": { "database": "nonsense" },
              "fields": [ { "bitrix24": "TITLE", "notion": "Name" } ]
            } ] }
            """,
            Ended);

        (await ServeAsync()).AssertFailed(BadConfiguration, "$.flows[0].notion.database is 'nonsense'");
    }

    [Fact]
    public async Task Serve_NotionTokenRefused_SaysWhichSecret()
    {
        await Installation.Secrets.WriteAsync(SecretNames.NotionToken, "ntn_an_old_one", Ended);

        var run = await ServeAsync();

        run.AssertFailed(BadConfiguration, "401", "Set the secret notion-token");
        Assert.DoesNotContain("ntn_an_old_one", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_Bitrix24TokensRefused_SaysToReinstall()
    {
        Systems.Bitrix24.Portal.RevokeTokens();

        (await ServeAsync()).AssertFailed(BadConfiguration, "Reinstall the local application");
    }

    [Fact]
    public async Task Serve_DatabaseNotShared_SaysToShareIt()
    {
        Systems.Notion.Workspace.Unshare(Systems.DatabaseId);

        (await ServeAsync()).AssertFailed(BadConfiguration, Systems.DatabaseId, "Add connection");
    }

    [Fact]
    public async Task Serve_PropertyMissing_NamesIt()
    {
        Systems.Notion.Workspace.RenameProperty(Systems.DataSourceId, "Status", "State");

        (await ServeAsync()).AssertFailed(BadConfiguration, "Notion has no property 'Status'");
    }

    [Fact]
    public async Task Serve_PortTaken_SaysSo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = $"{((IPEndPoint)taken.LocalEndpoint).Port}";

        var run = await CommandRun.RunAsync(Installation, "serve", "--port", port);

        run.AssertFailed(BadConfiguration, port, "--port");
    }
}
