using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Parking;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Cli.Hosting;

/// <summary>Receives the messages of one queue and handles several at a time. What keeps failing moves to the poison queue; a poison message is tried until it is parked.</summary>
/// <param name="receive">Gives up to so many messages, invisible to others for so long.</param>
/// <param name="handle">Handles one; throws to have it back.</param>
/// <param name="receiver">Is told what became of it.</param>
/// <param name="concurrency">How many are handled at a time.</param>
/// <param name="pause">How long to wait after an empty queue.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="logger">Where to.</param>
internal sealed partial class MessageLoop(
    Func<int, TimeSpan, CancellationToken, Task<IReadOnlyList<QueuedMessage>>> receive,
    Func<QueuedMessage, CancellationToken, Task> handle,
    ISyncRequestReceiver receiver,
    int concurrency,
    TimeSpan pause,
    TimeProvider timeProvider,
    ILogger logger)
{
    /// <summary>How long a message of a worker that died stays away. One that is being worked on is renewed long before.</summary>
    public static readonly TimeSpan Visibility = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(20);

    /// <summary>What takes longer has hung. <c>functionTimeout</c> of <c>host.json</c> is longer, for the full comparison's sake, which is no message.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan OutageDelay = TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                running.RemoveAll(task => task.IsCompleted);
                if (running.Count == concurrency)
                {
                    await Task.WhenAny(running).WaitAsync(stoppingToken);
                    continue;
                }

                var messages = await ReceiveAsync(concurrency - running.Count, stoppingToken);
                running.AddRange(messages.Select(message => HandleAsync(message, stoppingToken)));
                if (messages.Count == 0)
                {
                    await Task.Delay(pause, timeProvider, stoppingToken);
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
            return await receive(count, Visibility, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Storage is out of reach: nothing was received, so nothing can be lost by waiting.
            Tell(exception);
            await Task.Delay(OutageDelay, timeProvider, cancellationToken);
            return [];
        }
    }

    private async Task HandleAsync(QueuedMessage message, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeLimit, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var ours = message;
        try
        {
            var work = handle(message, either.Token);
            while (!await EndsSoonAsync(work, cancellationToken))
            {
                ours = await RenewAsync(ours, cancellationToken);
            }

            await work;
            await receiver.CompleteAsync(ours, cancellationToken);
        }
        catch (Exception exception)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                await FailAsync(ours, exception, cancellationToken);
            }
        }
    }

    /// <summary>Whether the work ends before the message has to be renewed. It always ends in time to be stopped: it has the token.</summary>
    private async Task<bool> EndsSoonAsync(Task work, CancellationToken cancellationToken)
    {
        if (work.IsCompleted)
        {
            return true;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var renewal = Task.Delay(RenewEvery, timeProvider, ended.Token);
        var first = await Task.WhenAny(work, renewal);
        await ended.CancelAsync();
        return first == work || cancellationToken.IsCancellationRequested;
    }

    /// <summary>A message that somebody else has by now is still handled to the end: what is done twice does no harm.</summary>
    private async Task<QueuedMessage> RenewAsync(QueuedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await receiver.RenewAsync(message, Visibility, cancellationToken) ?? message;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Tell(exception);
            return message;
        }
    }

    /// <summary>The message comes back or is given up; when not even that succeeds, it comes back by itself once its visibility ends.</summary>
    private async Task FailAsync(QueuedMessage message, Exception failure, CancellationToken cancellationToken)
    {
        try
        {
            if (!message.IsPoison && message.DequeueCount >= PoisonWatch.MaxDequeueCount)
            {
                Log.GivenUp(logger, failure, message.Id, message.DequeueCount);
                await receiver.MoveToPoisonAsync(message, cancellationToken);
            }
            else
            {
                Log.Retried(logger, message.Id, message.DequeueCount, failure.Message);
                await receiver.ReleaseAsync(message, DelayAfter(message.DequeueCount), cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Tell(exception);
        }
    }

    private void Tell(Exception outage)
    {
        var (why, defect) = Explanation.ForLog(outage);
        Log.OutOfReach(logger, defect, why);
    }

    private static TimeSpan DelayAfter(long attempts) => TimeSpan.FromSeconds(Math.Pow(2, Math.Min(attempts, 8)));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The queue cannot be reached; it is tried again. {Why}")]
        public static partial void OutOfReach(ILogger logger, Exception? defect, string why);

        [LoggerMessage(2, LogLevel.Warning, "Message {Id} failed (attempt {Attempt}) and comes back: {Why}")]
        public static partial void Retried(ILogger logger, string id, long attempt, string why);

        [LoggerMessage(3, LogLevel.Error, "Message {Id} failed {Attempts} times and moves to the poison queue, from where it is parked.")]
        public static partial void GivenUp(ILogger logger, Exception exception, string id, long attempts);
    }
}
