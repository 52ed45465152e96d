namespace FunctionsSync.Core.Ports;

/// <summary>The event bindings of this application in the portal.</summary>
public interface IBitrix24Events
{
    /// <summary>Makes sure that each event is sent to the handler; returns those that were not before.</summary>
    Task<IReadOnlyList<string>> BindAsync(Uri handler, IReadOnlyCollection<string> events, CancellationToken cancellationToken);
}
