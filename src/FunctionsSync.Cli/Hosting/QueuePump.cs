using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Draining;
using FunctionsSync.Service.Parking;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Cli.Hosting;

/// <summary>
/// What the Functions host's queue triggers do: hands the messages of both lanes to the drain, and what is in their poison queues to the watch.
/// Each lane has workers of its own, so that no live message waits for a bulk one.
/// </summary>
internal sealed class QueuePump(
    ISyncRequestReceiver receiver, WriteDrain drain, PoisonWatch poison, TimeProvider timeProvider, ILogger<QueuePump> logger) : BackgroundService
{
    /// <summary>As many as <c>host.json</c> lets one instance handle: <c>batchSize</c> and <c>newBatchThreshold</c> together.</summary>
    public const int LiveConcurrency = 24;

    /// <summary>Fewer: a machine has only one process for both.</summary>
    public const int BulkConcurrency = 8;

    private static readonly TimeSpan LivePause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BulkPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PoisonPause = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        LaneLoop(RequestLane.Live, LiveConcurrency, LivePause).RunAsync(stoppingToken),
        LaneLoop(RequestLane.Bulk, BulkConcurrency, BulkPause).RunAsync(stoppingToken),
        PoisonLoop(RequestLane.Live).RunAsync(stoppingToken),
        PoisonLoop(RequestLane.Bulk).RunAsync(stoppingToken));

    private MessageLoop LaneLoop(RequestLane lane, int concurrency, TimeSpan pause) => new(
        (count, visibility, cancellationToken) => receiver.ReceiveAsync(lane, count, visibility, cancellationToken),
        (message, cancellationToken) => drain.HandleAsync(message.Text, message.DequeueCount, cancellationToken),
        receiver,
        concurrency,
        pause,
        timeProvider,
        logger);

    private MessageLoop PoisonLoop(RequestLane lane) => new(
        (count, visibility, cancellationToken) => receiver.ReceivePoisonAsync(lane, count, visibility, cancellationToken),
        (message, cancellationToken) => poison.HandleAsync(message.Text, lane, cancellationToken),
        receiver,
        concurrency: 1,
        PoisonPause,
        timeProvider,
        logger);
}
