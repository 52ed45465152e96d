using FunctionsSync.Core.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Cli.Hosting;

/// <summary>What the Functions host's timer triggers do: runs a piece of work on its schedule, one run at a time.</summary>
internal sealed partial class ScheduledWork(
    string name, Schedule schedule, Func<CancellationToken, Task> work, TimeProvider timeProvider, ILogger<ScheduledWork> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await timeProvider.DelayUntilAsync(schedule.Next(timeProvider.GetUtcNow()), stoppingToken);
            try
            {
                await work(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Like the timer trigger: a failed run is told of, and the next one comes. It starts where this one did.
                Log.Failed(logger, exception, name);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Name} failed; the next run starts where this one did.")]
        public static partial void Failed(ILogger logger, Exception exception, string name);
    }
}
