using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace FunctionsSync.App.Tests;

/// <summary>Takes telemetry as Application Insights does: lines of JSON, usually compressed.</summary>
internal sealed class Ingestion : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<JsonNode> _items = new();
    private Task _receiving = Task.CompletedTask;

    public IEnumerable<JsonNode> Items => _items;

    public string ConnectionString =>
        $"InstrumentationKey=11111111-1111-1111-1111-111111111111;IngestionEndpoint={_listener.Prefixes.Single()}";

    public static Ingestion Start()
    {
        var ingestion = new Ingestion();
        ingestion._listener.Prefixes.Add($"http://127.0.0.1:{FreePort()}/");
        ingestion._listener.Start();
        ingestion._receiving = ingestion.ReceiveAsync();
        return ingestion;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _receiving;
        _listener.Close();
    }

    private async Task ReceiveAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                await using var body = context.Request.Headers["Content-Encoding"] == "gzip"
                    ? new GZipStream(context.Request.InputStream, CompressionMode.Decompress)
                    : context.Request.InputStream;
                using var reader = new StreamReader(body);
                var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
                foreach (var line in lines)
                {
                    _items.Enqueue(JsonNode.Parse(line)!);
                }

                context.Response.Close([.. System.Text.Encoding.UTF8.GetBytes($$"""{"itemsReceived":{{lines.Length}},"itemsAccepted":{{lines.Length}},"errors":[]}""")], willBlock: false);
            }
            catch (Exception exception) when (exception is HttpListenerException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
