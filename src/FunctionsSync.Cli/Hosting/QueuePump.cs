using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Draining;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Cli.Hosting;

/// <summary>What the Functions host's queue trigger does: hands messages to the drain, several at a time, and parks those that keep failing.</summary>
internal sealed partial class QueuePump(ISyncRequestReceiver receiver, WriteDrain drain, TimeProvider timeProvider, ILogger<QueuePump> logger) : BackgroundService
{
    /// <summary>The same as <c>maxDequeueCount</c> in <c>host.json</c>.</summary>
    private const int MaxDequeueCount = 5;
    private const int Concurrency = 8;

    /// <summary>Longer than handling one message takes at worst: a message received twice is harmless, but work done twice.</summary>
    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan IdleDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan OutageDelay = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                running.RemoveAll(task => task.IsCompleted);
                if (running.Count == Concurrency)
                {
                    await Task.WhenAny(running).WaitAsync(stoppingToken);
                    continue;
                }

                var messages = await ReceiveAsync(Concurrency - running.Count, stoppingToken);
                running.AddRange(messages.Select(message => HandleAsync(message, stoppingToken)));
                if (messages.Count == 0)
                {
                    await Task.Delay(IdleDelay, timeProvider, stoppingToken);
                }
            }
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    private async Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(int count, CancellationToken cancellationToken)
    {
        try
        {
            return await receiver.ReceiveAsync(count, Visibility, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Storage is out of reach: nothing was received, so nothing can be lost by waiting.
            Log.ReceiveFailed(logger, exception);
            await Task.Delay(OutageDelay, timeProvider, cancellationToken);
            return [];
        }
    }

    private async Task HandleAsync(QueuedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await drain.HandleAsync(message.Text, cancellationToken);
            await receiver.CompleteAsync(message, cancellationToken);
        }
        catch (Exception exception)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                await FailAsync(message, exception, cancellationToken);
            }
        }
    }

    /// <summary>The message comes back or is parked; when not even that succeeds, it comes back by itself once its visibility ends.</summary>
    private async Task FailAsync(QueuedMessage message, Exception failure, CancellationToken cancellationToken)
    {
        try
        {
            if (message.DequeueCount >= MaxDequeueCount)
            {
                Log.Parked(logger, failure, message.Id, message.DequeueCount);
                await receiver.ParkAsync(message, cancellationToken);
            }
            else
            {
                Log.Retried(logger, message.Id, message.DequeueCount, failure.Message);
                await receiver.ReleaseAsync(message, TimeSpan.FromSeconds(Math.Pow(2, message.DequeueCount)), cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.ReceiveFailed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The queue cannot be reached; it is tried again.")]
        public static partial void ReceiveFailed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "Message {Id} failed (attempt {Attempt}) and comes back: {Why}")]
        public static partial void Retried(ILogger logger, string id, long attempt, string why);

        [LoggerMessage(3, LogLevel.Error, "Message {Id} failed {Attempts} times and is parked in the poison queue.")]
        public static partial void Parked(ILogger logger, Exception exception, string id, long attempts);
    }
}
