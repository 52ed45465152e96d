using FunctionsSync.Service.Polling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Cli.Hosting;

/// <summary>What the Functions host's timer trigger does: runs the Notion poll on its schedule, one at a time.</summary>
internal sealed partial class PollTimer(NotionPoll poll, Schedule schedule, TimeProvider timeProvider, ILogger<PollTimer> logger) : BackgroundService
{
    private static readonly TimeSpan LongestStep = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await WaitUntilAsync(schedule.Next(timeProvider.GetUtcNow()), stoppingToken);
            try
            {
                await poll.RunAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Like the timer trigger: a failed poll is told of, and the next one comes. Its cursor has not moved.
                Log.PollFailed(logger, exception);
            }
        }
    }

    /// <summary>In steps: a delay may end a little early, which would run the poll twice, and cannot last longer than 49 days.</summary>
    private async Task WaitUntilAsync(DateTimeOffset due, CancellationToken cancellationToken)
    {
        while (due - timeProvider.GetUtcNow() is { Ticks: > 0 } left)
        {
            await Task.Delay(left < LongestStep ? left : LongestStep, timeProvider, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The Notion poll failed; the next one starts where this one did.")]
        public static partial void PollFailed(ILogger logger, Exception exception);
    }
}
