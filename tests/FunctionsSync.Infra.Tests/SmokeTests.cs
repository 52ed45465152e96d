using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FunctionsSync.Infra.Tests;

/// <summary>What decides after a deployment whether it stays: <c>infra/smoke.sh</c>.</summary>
public sealed class SmokeTests
{
    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Smoke_HealthyAtOnce_Passes() => Assert.Equal(0, await RunAsync(HttpStatusCode.OK));

    [Fact]
    public async Task Smoke_NeverHealthy_FailsSoThatTheDeploymentIsRolledBack() => Assert.Equal(1, await RunAsync(HttpStatusCode.ServiceUnavailable));

    private static async Task<int> RunAsync(HttpStatusCode health)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script is for the shell of the pipeline's agents.");
        using var listener = new HttpListener();
        var address = $"http://127.0.0.1:{FreePort()}/";
        listener.Prefixes.Add(address);
        listener.Start();
        var answering = AnswerAsync(listener, health);
        using var script = Process.Start(new ProcessStartInfo("bash", [Repository.PathOf("infra", "smoke.sh"), $"{address}api/health"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SMOKE_SECONDS"] = "0" },
        })!;
        await script.WaitForExitAsync(Ended);
        listener.Stop();
        await answering;
        return script.ExitCode;
    }

    private static async Task AnswerAsync(HttpListener listener, HttpStatusCode health)
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                context.Response.StatusCode = context.Request.Url!.AbsolutePath == "/api/health" ? (int)health : 404;
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or InvalidOperationException)
        {
            // The script has ended.
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
