namespace FunctionsSync.Simulators.Notion;

/// <summary>Carries a webhook to its handler.</summary>
public interface IWebhookTransport
{
    /// <summary>Posts it once and returns the handler's HTTP status.</summary>
    /// <exception cref="HttpRequestException">The handler could not be reached.</exception>
    /// <exception cref="OperationCanceledException">It did not answer in time.</exception>
    Task<int> PostAsync(OutgoingWebhook outgoing, CancellationToken cancellationToken);
}
