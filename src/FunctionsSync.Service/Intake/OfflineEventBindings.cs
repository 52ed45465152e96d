using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsSync.Service.Intake;

/// <summary>Keeps the events that the flows need in the portal's queue of offline events, where that is wanted and the plan has it.</summary>
public sealed partial class OfflineEventBindings(
    IBitrix24OfflineEvents events, SyncFile file, IOptions<Bitrix24Options> options, ILogger<OfflineEventBindings> logger)
{
    private bool _hasSaidSo;

    /// <summary>Binds what is missing.</summary>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.OfflineEvents)
        {
            return;
        }

        if (await events.AreAvailableAsync(cancellationToken))
        {
            _hasSaidSo = false;
            var added = await events.BindAsync(Bitrix24EventNames.For(file), cancellationToken);
            if (added.Count > 0)
            {
                Log.Bound(logger, string.Join(", ", added));
            }
        }
        else if (!_hasSaidSo)
        {
            Log.NotIncluded(logger);
            _hasSaidSo = true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Bitrix24 keeps the events {Events} from now on until they are fetched.")]
        public static partial void Bound(ILogger logger, string events);

        [LoggerMessage(2, LogLevel.Warning, "Bitrix24__OfflineEvents is true, but the portal's plan does not include rest_offline_extended: no offline events are used, and everything else works as without the setting.")]
        public static partial void NotIncluded(ILogger logger);
    }
}
