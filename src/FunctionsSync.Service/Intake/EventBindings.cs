using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Service.Intake;

/// <summary>
/// Keeps the events that the flows need bound to this service. The portal forgets its bindings when the application is updated or reinstalled, and
/// says nothing. Source: https://apidocs.bitrix24.com/api-reference/events/event-bind.html.
/// </summary>
public sealed partial class EventBindings(
    EventHandlerAddress address, IBitrix24Events events, OfflineEventBindings offline, SyncFile file, TimeProvider timeProvider, ILogger<EventBindings> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    private DateTimeOffset _nextLook = DateTimeOffset.MinValue;
    private bool _hasSaidSo;

    /// <summary>Binds what is missing at a handler, which is remembered, and returns it.</summary>
    public async Task<IReadOnlyList<string>> BindAsync(Uri handler, CancellationToken cancellationToken)
    {
        var added = await events.BindAsync(handler, Bitrix24EventNames.For(file), cancellationToken);
        await address.WriteAsync(handler, cancellationToken);
        return added;
    }

    /// <summary>Looks every quarter of an hour, however often it is called.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        if (timeProvider.GetUtcNow() >= _nextLook)
        {
            await RestoreAsync(cancellationToken);
        }
    }

    /// <summary>Binds what is missing at the handler that was bound before, and of the offline events, which need no handler.</summary>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        if (await address.ReadAsync(cancellationToken) is { } handler)
        {
            var added = await events.BindAsync(handler, Bitrix24EventNames.For(file), cancellationToken);
            if (added.Count > 0)
            {
                Log.Restored(logger, string.Join(", ", added));
            }
        }
        else if (!_hasSaidSo)
        {
            Log.NeverBound(logger);
            _hasSaidSo = true;
        }

        await offline.RestoreAsync(cancellationToken);
        _nextLook = timeProvider.GetUtcNow() + Interval;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Bitrix24 had lost the bindings of {Events}; they are bound again. The application may have been updated or reinstalled.")]
        public static partial void Restored(ILogger logger, string events);

        [LoggerMessage(2, LogLevel.Debug, "No event was ever bound with 'functionssync bind', so no binding is watched.")]
        public static partial void NeverBound(ILogger logger);
    }
}
