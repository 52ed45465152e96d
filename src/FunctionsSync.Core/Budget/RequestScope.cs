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

    private RequestScope(RequestLane lane, TimeSpan? patience, DateTimeOffset? notAfter = null) =>
        (Lane, Patience, NotAfter, _outer) = (lane, patience, notAfter, Ambient.Value);

    public static RequestScope Current => Ambient.Value ?? Outermost;

    public RequestLane Lane { get; }

    /// <summary>How long one request waits for its slot before it fails, to be made again later; null as long as it takes.</summary>
    public TimeSpan? Patience { get; }

    /// <summary>When the last request may be sent: one whose slot is later fails unsent. Null where there is no end.</summary>
    public DateTimeOffset? NotAfter { get; }

    private static RequestScope Outermost { get; } = new(RequestLane.Live, patience: null);

    /// <summary>Begins a scope that lasts until it is disposed.</summary>
    public static RequestScope Enter(RequestLane lane, TimeSpan? patience = null) => Ambient.Value = new(lane, patience);

    /// <summary>Begins a scope like the present one, in which nothing is sent after a certain moment.</summary>
    public static RequestScope Until(DateTimeOffset? notAfter) => Ambient.Value = new(Current.Lane, Current.Patience, notAfter);

    public void Dispose() => Ambient.Value = _outer;
}
