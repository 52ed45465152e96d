using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Cli.Hosting;

/// <summary>What the Functions host's timer triggers do: runs a piece of work on its schedule, one run at a time.</summary>
internal sealed partial class ScheduledWork(
    string name, Schedule schedule, Func<CancellationToken, Task> work, TimeProvider timeProvider, ILogger<ScheduledWork> logger) : BackgroundService
{
    private static readonly TimeSpan LongestStep = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await WaitUntilAsync(schedule.Next(timeProvider.GetUtcNow()), stoppingToken);
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

    /// <summary>In steps: a delay may end a little early, which would run the work twice, and cannot last longer than 49 days.</summary>
    private async Task WaitUntilAsync(DateTimeOffset due, CancellationToken cancellationToken)
    {
        while (due - timeProvider.GetUtcNow() is { Ticks: > 0 } left)
        {
            await Task.Delay(left < LongestStep ? left : LongestStep, timeProvider, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Name} failed; the next run starts where this one did.")]
        public static partial void Failed(ILogger logger, Exception exception, string name);
    }
}
