using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Draining;
using FunctionsSync.Service.Polling;
using FunctionsSync.Service.Resyncing;
using FunctionsSync.Simulation.Worlds;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Simulation.Instances;

/// <summary>What a host does with the product: timed work when it is due, and one message after the other, in the host's way with failures.</summary>
internal sealed class Worker(Instance instance, IServiceProvider services, TimedWork timed, Waiting waiting, Timeline timeline, Action<Exception> surprise)
{
    /// <summary>The same as <c>maxDequeueCount</c> in <c>host.json</c>.</summary>
    private const int MaxDequeueCount = 5;

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
            await (work == TimedWork.Poll
                ? services.GetRequiredService<NotionPoll>().RunAsync(CancellationToken.None)
                : services.GetRequiredService<Resync>().RunAsync(progress: null, CancellationToken.None));
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            timeline.Add(instance.Name, $"the {work} failed: {Explain(exception)}");
        }
    }

    private async Task HandleAsync(QueuedMessage message)
    {
        instance.Doing = message.Text;
        timeline.Add(instance.Name, $"takes {message.Text} for the {message.DequeueCount}. time");
        try
        {
            await _drain.HandleAsync(message.Text, CancellationToken.None);
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
        if (message.DequeueCount < MaxDequeueCount)
        {
            await _receiver.ReleaseAsync(message, TimeSpan.FromSeconds(Math.Pow(2, message.DequeueCount)), CancellationToken.None);
            return;
        }

        timeline.Add(instance.Name, $"parks {message.Text}");
        timed.Parked.Add(message.Text);
        await _receiver.ParkAsync(message, CancellationToken.None);
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
