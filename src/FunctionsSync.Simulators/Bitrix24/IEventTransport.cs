namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>Carries an event to its handler.</summary>
public interface IEventTransport
{
    /// <summary>Posts the event once and returns the handler's HTTP status.</summary>
    /// <exception cref="HttpRequestException">The handler could not be reached.</exception>
    /// <exception cref="OperationCanceledException">It did not answer in time.</exception>
    Task<int> PostAsync(OutgoingEvent outgoing, CancellationToken cancellationToken);
}
