using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Budget;

/// <summary>
/// On whose behalf requests are made, for as long as the work runs that began it: everything it awaits is in it, and nothing else. Outside of one,
/// requests are live and wait as long as they must.
/// </summary>
public sealed class RequestScope : IDisposable
{
    private static readonly AsyncLocal<RequestScope?> Ambient = new();
    private readonly RequestScope? _outer;

    private RequestScope(RequestLane lane, TimeSpan? patience) => (Lane, Patience, _outer) = (lane, patience, Ambient.Value);

    public static RequestScope Current => Ambient.Value ?? Outermost;

    public RequestLane Lane { get; }

    /// <summary>How long one request waits for its slot before it fails, to be made again later; null as long as it takes.</summary>
    public TimeSpan? Patience { get; }

    private static RequestScope Outermost { get; } = new(RequestLane.Live, patience: null);

    /// <summary>Begins a scope that lasts until it is disposed.</summary>
    public static RequestScope Enter(RequestLane lane, TimeSpan? patience = null) => Ambient.Value = new(lane, patience);

    public void Dispose() => Ambient.Value = _outer;
}
