using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Cli.Hosting;

/// <summary>
/// What the Functions host's timer triggers do: runs a piece of work on its schedule, each run in one of the processes that share a storage account, and in
/// this one no two at a time.
/// </summary>
internal sealed partial class ScheduledWork(
    string name, Schedule schedule, Func<CancellationToken, Task> work, ILeases leases, TimeProvider timeProvider, ILogger<ScheduledWork> logger) : BackgroundService
{
    /// <summary>Longer than clocks and timers differ. No longer, or a schedule that is changed could miss its next run.</summary>
    private static readonly TimeSpan LongestLease = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var due = schedule.Next(timeProvider.GetUtcNow());
            await timeProvider.DelayUntilAsync(due, stoppingToken);
            try
            {
                if (await IsOursAsync(due, stoppingToken))
                {
                    await work(stoppingToken);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Like the timer trigger: a failed run is told of, and the next one comes. It starts where this one did.
                var (why, defect) = Explanation.ForLog(exception);
                Log.Failed(logger, defect, name, why);
            }
        }
    }

    /// <summary>
    /// Whether no other process was first. The lease is not given back, or a process whose clock is a little behind would run once more. It is over
    /// before the next run, which may be anybody's.
    /// </summary>
    private async Task<bool> IsOursAsync(DateTimeOffset due, CancellationToken cancellationToken)
    {
        var half = (schedule.Next(due) - due) / 2;
        return await leases.TryTakeAsync(schedule.Setting, half < LongestLease ? half : LongestLease, cancellationToken) is not null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Name} failed; the next run starts where this one did. {Why}")]
        public static partial void Failed(ILogger logger, Exception? defect, string name, string why);
    }
}
