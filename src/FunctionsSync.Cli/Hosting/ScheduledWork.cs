using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Cli.Hosting;

/// <summary>
/// What the Functions host's timer triggers do: runs a piece of work on its schedule, one run at a time, in one of the processes that share a storage
/// account.
/// </summary>
internal sealed partial class ScheduledWork(
    string name, Schedule schedule, Func<CancellationToken, Task> work, ILeases leases, TimeProvider timeProvider, ILogger<ScheduledWork> logger) : BackgroundService
{
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
                if (Explanation.InALine(exception) is { } why)
                {
                    Log.Failed(logger, name, why);
                }
                else
                {
                    Log.FailedUnforeseen(logger, exception, name);
                }
            }
        }
    }

    /// <summary>
    /// Whether no other process was first. The lease is not given back, or a process whose clock is a little behind would run once more. It ends
    /// half-way to the next run, which may be anybody's.
    /// </summary>
    private async Task<bool> IsOursAsync(DateTimeOffset due, CancellationToken cancellationToken) =>
        await leases.TryTakeAsync(schedule.Setting, (schedule.Next(due) - due) / 2, cancellationToken) is not null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Name} failed; the next run starts where this one did. {Why}")]
        public static partial void Failed(ILogger logger, string name, string why);

        [LoggerMessage(2, LogLevel.Error, "{Name} failed; the next run starts where this one did.")]
        public static partial void FailedUnforeseen(ILogger logger, Exception exception, string name);
    }
}
