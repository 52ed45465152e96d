using FunctionsSync.Testing;

namespace FunctionsSync.Cli.Tests.Commands;

/// <summary><c>functionssync serve</c> where something it needs does not answer.</summary>
public sealed class ServeUnreachableTests(AzuriteFixture azurite) : ServeCommandTest(azurite)
{
    private const int Unreachable = 4;

    [Fact]
    public async Task Serve_PortalUnreachable_SaysWhere()
    {
        using var closed = new ClosedPort();
        Installation.Settings["Bitrix24__PortalUrl"] = closed.Address.ToString();

        (await ServeAsync()).AssertFailed(Unreachable, "Bitrix24", closed.Address.ToString());
    }

    [Fact]
    public async Task Serve_NotionUnreachable_SaysWhere()
    {
        using var closed = new ClosedPort();
        Installation.Settings["Notion__BaseUrl"] = closed.Address.ToString();

        (await ServeAsync()).AssertFailed(Unreachable, "Notion", closed.Address.ToString());
    }

    [Fact]
    public async Task Serve_StorageUnreachable_NamesTheSetting()
    {
        using var closed = new ClosedPort();
        Installation.Settings["AzureWebJobsStorage"] =
            $"DefaultEndpointsProtocol=http;AccountName=nobody;AccountKey=c2VjcmV0;QueueEndpoint={closed.Address}nobody;TableEndpoint={closed.Address}nobody;";

        var run = await ServeAsync();

        run.AssertFailed(Unreachable, "AzureWebJobsStorage");
        Assert.DoesNotContain("c2VjcmV0", run.Errors, StringComparison.Ordinal);
    }
}
