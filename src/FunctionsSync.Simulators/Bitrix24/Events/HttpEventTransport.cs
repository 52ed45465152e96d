namespace FunctionsSync.Simulators.Bitrix24.Events;

/// <summary>Posts events as the vendor's queue does: a form, no redirects, no second attempt.</summary>
internal sealed class HttpEventTransport(TimeProvider timeProvider) : IEventTransport, IDisposable
{
    // The vendor documents no timeout; handlers are told to answer within a second.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker _client = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });

    public async Task<int> PostAsync(OutgoingEvent outgoing, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, outgoing.Handler);
        request.Content = new FormUrlEncodedContent(outgoing.Form);
        request.Headers.UserAgent.ParseAdd("Bitrix24 Webhook Engine");
        using var response = await _client.SendAsync(request, either.Token);
        return (int)response.StatusCode;
    }

    public void Dispose() => _client.Dispose();
}
