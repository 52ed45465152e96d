using System.Collections.Concurrent;
using System.Text.Json;
using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Time;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// The execution time each method has used in the last ten minutes, as the portal's answers tell it: it counts for all instances together, so what
/// one process knows of it is enough. A method that has used it up is held alone until the portal gives some of it back.
/// Source: https://apidocs.bitrix24.com/limits.html.
/// </summary>
internal sealed class Bitrix24OperatingTime(TimeProvider timeProvider)
{
    /// <summary>From here on bulk work leaves the rest to live edits: nine tenths of the documented 480 s.</summary>
    private const double SecondsForBulk = 432;

    /// <summary>The portal counts in ten buckets of a minute: after one, some time is free again.</summary>
    private static readonly TimeSpan Bucket = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UnknownHold = TimeSpan.FromMinutes(3);

    private readonly ConcurrentDictionary<string, Method> _methods = new(StringComparer.OrdinalIgnoreCase);

    private DateTimeOffset Now => timeProvider.GetUtcNow();

    /// <summary>How long the method is better not called; null when it may be.</summary>
    public TimeSpan? HeldFor(string method)
    {
        if (!_methods.TryGetValue(method, out var known))
        {
            return null;
        }

        var isHeld = known.HeldUntil > Now;
        var isNearLimit = known.Seconds >= SecondsForBulk && known.ResetAt > Now && RequestScope.Current.Lane == RequestLane.Bulk;
        return isHeld ? known.HeldUntil - Now : isNearLimit ? known.ResetAt - Now : null;
    }

    /// <summary>Lets a call of the method pass. A listing of bulk work waits, everything else comes again later.</summary>
    /// <exception cref="RemoteException">The method is held: <see cref="RemoteFailure.Overloaded"/>.</exception>
    public async Task WaitAsync(string method, CancellationToken cancellationToken)
    {
        while (HeldFor(method) is { } wait)
        {
            if (RequestScope.Current is not { Lane: RequestLane.Bulk, Patience: null })
            {
                throw Bitrix24Errors.Held(method, wait);
            }

            await timeProvider.DelayUntilAsync(Now + wait, cancellationToken);
        }
    }

    /// <summary>The method was carried out.</summary>
    /// <param name="method">The method.</param>
    /// <param name="time">The answer's member <c>time</c>; what it lacks is not counted by this portal.</param>
    public void Count(string method, JsonElement time)
    {
        if (time.ValueKind == JsonValueKind.Object
            && time.TryGetProperty("operating", out var operating) && PhpJson.Number(operating) is { } seconds
            && time.TryGetProperty("operating_reset_at", out var reset) && PhpJson.Number(reset) is { } resetAt and > 0 and < 1e11m)
        {
            _methods[method] = new((double)seconds, DateTimeOffset.FromUnixTimeSeconds((long)resetAt), DateTimeOffset.MinValue);
        }
    }

    /// <summary>The method was refused: it has used up its time.</summary>
    public void Exceeded(string method) => _methods.AddOrUpdate(
        method,
        _ => new(0, DateTimeOffset.MinValue, Now + UnknownHold),
        (_, known) => known with { HeldUntil = known.ResetAt > Now ? known.ResetAt : Now + (known.ResetAt > DateTimeOffset.MinValue ? Bucket : UnknownHold) });

    private sealed record Method(double Seconds, DateTimeOffset ResetAt, DateTimeOffset HeldUntil);
}
