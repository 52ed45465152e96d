using FunctionsSync.Testing;

namespace FunctionsSync.Cli.Tests.Commands;

/// <summary>What an operator sees who starts the service with a wrong <c>sync.json</c>.</summary>
public sealed class ServeConfigurationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serve_ManyErrorsInSyncJson_PrintsALineForEachAndEndsWithTwo()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "sync.json"),
            """{ "flows": [ { "name": "Projects", "bitrix24": { "entity": "invoice" }, "notion": {}, "fields": [], "creat": "won" } ], "users": [] }""",
            Ended);
        var settings = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
            ["SecretsPath"] = Path.Combine(folder.Path, ".secrets"),
            ["Bitrix24__PortalUrl"] = "http://127.0.0.1:1/",
            ["Bitrix24__OAuthUrl"] = "http://127.0.0.1:1/",
            ["Bitrix24__ClientId"] = "local.test",
            ["Notion__BaseUrl"] = "http://127.0.0.1:1/",
        };
        await using var program = await RunningProgram.StartDotnetAsync("functionssync.dll", ["serve", "--port", "0"], folder.Path, settings);

        Assert.Equal(2, await program.WaitForExitAsync(Patience, Ended));
        Assert.Empty(program.Output);
        Assert.Equal(
            [
                "functionssync: sync.json: $.flows[0].creat is not known here",
                "functionssync: sync.json: $.flows[0].bitrix24.entity is 'invoice'",
                "functionssync: sync.json: $.flows[0].notion.database is missing",
                "functionssync: sync.json: $.flows[0].fields is an empty list",
                "functionssync: sync.json: $.users is an empty list",
            ],
            program.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(':', line.Split(':').Take(3))));
    }
}
