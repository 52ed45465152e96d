using System.Net.Http.Headers;

namespace FunctionsSync.Simulators.Notion.Webhooks;

/// <summary>Posts webhooks over HTTP.</summary>
internal sealed class HttpWebhookTransport(TimeProvider timeProvider) : IWebhookTransport, IDisposable
{
    // Notion documents no timeout.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker _client = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });

    public async Task<int> PostAsync(OutgoingWebhook outgoing, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, outgoing.Address);
        request.Headers.Add("X-Notion-Signature", outgoing.Signature);
        request.Content = new ReadOnlyMemoryContent(outgoing.Body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await _client.SendAsync(request, either.Token);
        return (int)response.StatusCode;
    }

    public void Dispose() => _client.Dispose();
}
