using System.Net;
using FunctionsSync.Cli.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Cli.Tests.Hosting;

/// <summary>What others than this machine can reach of <c>serve</c>.</summary>
public sealed class OpenEndpointsTests : IAsyncLifetime
{
    private readonly WebApplication _application = LoopbackApplication.CreateBuilder(0, LogLevel.None).Build();
    private readonly HttpClient _http = new(new SocketsHttpHandler());
    private IPAddress _caller = IPAddress.Loopback;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _application.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = _caller;
            return next(context);
        });
        _application.UseOpenEndpointsOnly();
        _application.MapFallback(() => Results.Ok());
        await _application.StartAsync(Ended);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _application.DisposeAsync();
    }

    [Theory]
    [InlineData("/api/bitrix24/events", HttpStatusCode.OK)]
    [InlineData("/api/notion/events", HttpStatusCode.OK)]
    [InlineData("/api/health", HttpStatusCode.OK)]
    [InlineData("/api/health/more", HttpStatusCode.NotFound)]
    [InlineData("/api/status", HttpStatusCode.NotFound)]
    [InlineData("/api/failed/1/replay", HttpStatusCode.NotFound)]
    [InlineData("/api/flows/Projects/pause", HttpStatusCode.NotFound)]
    public async Task Request_FromAnotherMachine_ReachesWhatTheVendorsCall(string path, HttpStatusCode expected)
    {
        _caller = IPAddress.Parse("192.0.2.7");

        Assert.Equal(expected, await GetAsync(path));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "192.0.2.7")]
    [InlineData("X-Real-IP", "192.0.2.7")]
    [InlineData("Forwarded", "for=192.0.2.7")]
    public async Task Request_ThroughAProxyOnThisMachine_CountsAsAnotherMachines(string header, string value)
    {
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync("/api/status", (header, value)));
        Assert.Equal(HttpStatusCode.OK, await GetAsync("/api/health", (header, value)));
    }

    [Fact]
    public async Task Request_FromThisMachine_ReachesEverything() =>
        Assert.Equal(HttpStatusCode.OK, await GetAsync("/api/status"));

    private async Task<HttpStatusCode> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(LoopbackApplication.AddressOf(_application), path));
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await _http.SendAsync(request, Ended);
        return response.StatusCode;
    }
}
