using System.Net;
using FunctionsSync.Simulators.Notion.Api;
using FunctionsSync.Simulators.Notion.Http;
using FunctionsSync.Simulators.Notion.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Simulators.Notion;

/// <summary>A Notion workspace over real HTTP, on loopback only.</summary>
public sealed class NotionSimulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly WebhookPump _pump;

    private NotionSimulator(WebApplication app, NotionWorkspace workspace, NotionApi api)
    {
        _app = app;
        Workspace = workspace;
        Requests = api.Requests;
        BaseAddress = new Uri(app.Urls.Single() + "/");
        _pump = new WebhookPump(workspace.State);
    }

    /// <summary>http://127.0.0.1:PORT/</summary>
    public Uri BaseAddress { get; }

    public NotionWorkspace Workspace { get; }

    /// <summary>Every API request answered so far; requests to the control API are not in it.</summary>
    public RequestLog Requests { get; }

    public static async Task<NotionSimulator> StartAsync(NotionSimulatorOptions options, CancellationToken cancellationToken)
    {
        var workspace = new NotionWorkspace(options);
        var api = new NotionApi(workspace);
        var app = Build(options, workspace, api);
        await app.StartAsync(cancellationToken);
        return new NotionSimulator(app, workspace, api);
    }

    public async ValueTask DisposeAsync()
    {
        await _pump.DisposeAsync();
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    // An empty builder: no settings file or environment variable of the host may move the port or log requests.
    private static WebApplication Build(NotionSimulatorOptions options, NotionWorkspace workspace, NotionApi api)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.UseMiddleware<SimulatorBugs>();
        app.Map("/control", branch =>
        {
            branch.UseMiddleware<ControlOrigins>(options);
            branch.UseRouting();
            branch.UseEndpoints(endpoints => new ControlEndpoints(workspace, api).Map(endpoints));
        });
        app.Run(new ApiAdapter(api, options.TimeProvider).AnswerAsync);
        return app;
    }
}
