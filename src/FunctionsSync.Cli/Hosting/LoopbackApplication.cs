using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Cli.Hosting;

/// <summary>A web application that this machine alone can reach, unless another address is given.</summary>
internal static class LoopbackApplication
{
    public static WebApplicationBuilder CreateBuilder(int port, LogLevel level, IPAddress? address = null)
    {
        // The working directory holds the user's files, not ours: nothing is served or read from it.
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            SetLimits(kestrel.Limits);
        });
        builder.WebHost.UseUrls($"http://{new IPEndPoint(address ?? IPAddress.Loopback, port)}");
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Logging.SetMinimumLevel(level).AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
        return builder;
    }

    /// <summary>Whatever is sent here is small and quick.</summary>
    private static void SetLimits(KestrelServerLimits limits)
    {
        // Bitrix24 sends every event of a mass edit at once, each by a connection of its own, and none a second time.
        limits.MaxConcurrentConnections = 4096;
        limits.MaxRequestBodySize = 512 * 1024;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.MinRequestBodyDataRate = new(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
    }

    public static Uri AddressOf(WebApplication application) => new(application.Urls.First().TrimEnd('/') + '/');
}
