using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Draining;
using FunctionsSync.Service.Parking;
using FunctionsSync.Service.Polling;
using FunctionsSync.Service.Resyncing;
using FunctionsSync.Simulation.Worlds;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Simulation.Instances;

/// <summary>What a host does with the product: timed work when it is due, and one message after the other, in the host's way with failures.</summary>
internal sealed class Worker(Instance instance, IServiceProvider services, TimedWork timed, Waiting waiting, Timeline timeline, Action<Exception> surprise)
{
    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(5);

    private readonly ISyncRequestReceiver _receiver = services.GetRequiredService<ISyncRequestReceiver>();
    private readonly WriteDrain _drain = services.GetRequiredService<WriteDrain>();

    public async Task RunAsync()
    {
        try
        {
            while (true)
            {
                instance.Flow = null;
                if (timed.Take() is { } work)
                {
                    await RunAsync(work);
                    continue;
                }

                var messages = await _receiver.ReceiveAsync(1, Visibility, CancellationToken.None);
                if (messages.Count > 0)
                {
                    await HandleAsync(messages[0]);
                    continue;
                }

                if (await WatchPoisonAsync())
                {
                    continue;
                }

                instance.Doing = "nothing";
                await waiting.WaitAsync(instance);
            }
        }
        catch (Exception exception)
        {
            surprise(exception);
        }
    }

    private async Task RunAsync(string work)
    {
        instance.Doing = work;
        timeline.Add(instance.Name, $"begins the {work}");
        try
        {
            await (work switch
            {
                TimedWork.Poll => services.GetRequiredService<NotionPoll>().RunAsync(CancellationToken.None),
                TimedWork.CatchUp => services.GetRequiredService<Bitrix24CatchUp>().RunAsync(CancellationToken.None),
                _ => services.GetRequiredService<Resync>().RunAsync(progress: null, CancellationToken.None),
            });
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            timed.FoundMisfit |= exception is ConfigurationException;
            timeline.Add(instance.Name, $"the {work} failed: {Explain(exception)}");
        }
    }

    private async Task HandleAsync(QueuedMessage message)
    {
        instance.Doing = message.Text;
        timeline.Add(instance.Name, $"takes {message.Text} for the {message.DequeueCount}. time");
        try
        {
            await _drain.HandleAsync(message.Text, message.DequeueCount, CancellationToken.None);
            await _receiver.CompleteAsync(message, CancellationToken.None);
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            timeline.Add(instance.Name, $"fails: {exception.Message}");
            await FailAsync(message);
        }
    }

    private async Task FailAsync(QueuedMessage message)
    {
        if (message.DequeueCount < PoisonWatch.MaxDequeueCount)
        {
            await _receiver.ReleaseAsync(message, TimeSpan.FromSeconds(Math.Pow(2, message.DequeueCount)), CancellationToken.None);
            return;
        }

        timeline.Add(instance.Name, $"gives up {message.Text}");
        await _receiver.MoveToPoisonAsync(message, CancellationToken.None);
    }

    private async Task<bool> WatchPoisonAsync()
    {
        var isAny = false;
        foreach (var lane in Enum.GetValues<RequestLane>())
        {
            foreach (var message in await _receiver.ReceivePoisonAsync(lane, 1, Visibility, CancellationToken.None))
            {
                isAny = true;
                timeline.Add(instance.Name, $"parks {message.Text}");
                try
                {
                    await services.GetRequiredService<PoisonWatch>().HandleAsync(message.Text, lane, CancellationToken.None);
                    await _receiver.CompleteAsync(message, CancellationToken.None);
                }
                catch (Exception exception) when (IsExpected(exception))
                {
                    await _receiver.ReleaseAsync(message, TimeSpan.FromSeconds(30), CancellationToken.None);
                }
            }
        }

        return isAny;
    }

    private static bool IsExpected(Exception exception) => exception switch
    {
        RemoteException or ConfigurationException => true,
        AggregateException several => several.InnerExceptions.All(IsExpected),
        _ => false,
    };

    private static string Explain(Exception exception) =>
        exception is AggregateException several ? string.Join("; ", several.InnerExceptions.Select(Explain)) : exception.Message;
}
