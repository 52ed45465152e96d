using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FunctionsSync.App.Tests;

/// <summary>The published worker, started as the Functions host starts it.</summary>
public sealed class WorkerTests(PublishedApp app)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Worker_Started_ReadsItsSettingsAndCallsTheHost()
    {
        using var host = new TcpListener(IPAddress.Loopback, 0);
        host.Start();
        using var worker = Start(((IPEndPoint)host.LocalEndpoint).Port);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ended);
            patience.CancelAfter(Patience);
            using var connection = await host.AcceptTcpClientAsync(patience.Token);
            var greeting = new byte[14];
            await connection.GetStream().ReadExactlyAsync(greeting, patience.Token);

            Assert.Equal("PRI * HTTP/2.0", Encoding.ASCII.GetString(greeting));
        }
        finally
        {
            worker.Kill();
        }
    }

    private Process Start(int port)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [
                app.PathOf("FunctionsSync.App.dll"), "--functions-uri", $"http://127.0.0.1:{port}", "--functions-worker-id", "worker",
                "--functions-request-id", "request", "--functions-grpc-max-message-length", "1000000",
            ])
        {
            WorkingDirectory = app.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
                ["Bitrix24__PortalUrl"] = "https://portal.example.com",
                ["Bitrix24__ClientId"] = "local.example",
            },
        };
        return Process.Start(start)!;
    }
}
