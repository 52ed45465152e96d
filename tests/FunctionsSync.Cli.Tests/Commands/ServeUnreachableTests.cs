using System.Net;
using System.Net.Sockets;
using FunctionsSync.Testing;

namespace FunctionsSync.Cli.Tests.Commands;

/// <summary><c>functionssync serve</c> where something it needs does not answer.</summary>
public sealed class ServeUnreachableTests(AzuriteFixture azurite) : ServeCommandTest(azurite)
{
    private const int Unreachable = 4;

    [Fact]
    public async Task Serve_PortalUnreachable_SaysWhere()
    {
        Installation.Settings["Bitrix24__PortalUrl"] = ClosedAddress();

        (await ServeAsync()).AssertFailed(Unreachable, "Bitrix24", Installation.Settings["Bitrix24__PortalUrl"] ?? "");
    }

    [Fact]
    public async Task Serve_NotionUnreachable_SaysWhere()
    {
        Installation.Settings["Notion__BaseUrl"] = ClosedAddress();

        (await ServeAsync()).AssertFailed(Unreachable, "Notion", Installation.Settings["Notion__BaseUrl"] ?? "");
    }

    [Fact]
    public async Task Serve_StorageUnreachable_NamesTheSetting()
    {
        var closed = ClosedAddress();
        Installation.Settings["AzureWebJobsStorage"] =
            $"DefaultEndpointsProtocol=http;AccountName=nobody;AccountKey=c2VjcmV0;QueueEndpoint={closed}nobody;TableEndpoint={closed}nobody;";

        var run = await ServeAsync();

        run.AssertFailed(Unreachable, "AzureWebJobsStorage");
        Assert.DoesNotContain("c2VjcmV0", run.Errors, StringComparison.Ordinal);
    }

    /// <summary>Nobody listens there: the port was free a moment ago.</summary>
    private static string ClosedAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}/";
    }
}
