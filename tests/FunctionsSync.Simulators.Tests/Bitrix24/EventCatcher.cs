using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

/// <summary>An application's event handler: keeps what arrives.</summary>
internal sealed class EventCatcher : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _application;
    private readonly Channel<IReadOnlyList<KeyValuePair<string, string>>> _received =
        Channel.CreateUnbounded<IReadOnlyList<KeyValuePair<string, string>>>();

    private EventCatcher(WebApplication application) => _application = application;

    public int Status { get; set; } = 200;

    public Uri Address => new(new Uri(_application.Urls.Single()), "/events");

    public static async Task<EventCatcher> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        var catcher = new EventCatcher(application);
        application.MapPost("/events", catcher.CatchAsync);
        await application.StartAsync(TestContext.Current.CancellationToken);
        return catcher;
    }

    /// <summary>The next event's form, in the order of arrival, which need not be the order of sending.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, string>>> NextAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        return await _received.Reader.ReadAsync(patience.Token);
    }

    /// <summary>The next event as <c>NAME id</c>.</summary>
    public async Task<string> NextNameAsync()
    {
        var form = (await NextAsync()).ToDictionary();
        return $"{form["event"]} {form["data[FIELDS][ID]"]}";
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task<IResult> CatchAsync(HttpRequest request)
    {
        Assert.Equal("application/x-www-form-urlencoded", request.ContentType);
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        var form = body.Split('&')
            .Select(pair => Array.ConvertAll(pair.Split('='), WebUtility.UrlDecode))
            .Select(pair => KeyValuePair.Create(pair[0]!, pair[1]!));
        // Whoever takes the form may set another status for the next one.
        var status = Status;
        await _received.Writer.WriteAsync([.. form], request.HttpContext.RequestAborted);
        return Results.StatusCode(status);
    }
}
