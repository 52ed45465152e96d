using System.Net;
using FunctionsSync.Simulators.Bitrix24.Events;
using FunctionsSync.Simulators.Bitrix24.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>A portal and its authorization server on loopback over real HTTP.</summary>
public sealed class Bitrix24Simulator : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly HttpEventTransport _transport;
    private readonly EventPump _pump;

    private Bitrix24Simulator(
        WebApplication application, Uri address, Bitrix24Portal portal, RequestLog requests, Bitrix24SimulatorOptions options)
    {
        _application = application;
        (BaseAddress, Portal, Requests) = (address, portal, requests);
        _transport = new HttpEventTransport(options.TimeProvider);
        _pump = new EventPump(portal.Outbox, _transport, options.TimeProvider);
    }

    /// <summary>REST is at <c>rest/{method}</c> below it, tokens at <c>oauth/token/</c>, the control API at <c>control/</c>.</summary>
    public Uri BaseAddress { get; }

    public Bitrix24Portal Portal { get; }

    /// <summary>REST and token requests; requests of the control API are not logged.</summary>
    public RequestLog Requests { get; }

    public static async Task<Bitrix24Simulator> StartAsync(Bitrix24SimulatorOptions options, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        var application = builder.Build();
        var requests = new RequestLog();
        // The portal carries its own address, which a free port only has once the server listens.
        Bitrix24Portal? portal = null;
        Bitrix24Api? api = null;
        Bitrix24Portal Portal() => portal ?? throw new InvalidOperationException("The portal is still starting.");
        new PortalEndpoints(() => api ?? throw new InvalidOperationException("The portal is still starting."), options.TimeProvider).Map(application);
        new ControlEndpoints(Portal, options, requests).Map(application);
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
        var addresses = application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        var address = new Uri(addresses.Single() + "/");
        portal = new Bitrix24Portal(options, address);
        api = new Bitrix24Api(portal, requests);
        return new Bitrix24Simulator(application, address, portal, requests, options);
    }

    public async ValueTask DisposeAsync()
    {
        await _pump.DisposeAsync();
        _transport.Dispose();
        await _application.DisposeAsync();
    }
}
