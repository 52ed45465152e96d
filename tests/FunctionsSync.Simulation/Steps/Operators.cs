using FunctionsSync.Service.Flows;
using FunctionsSync.Service.Parking;
using FunctionsSync.Simulation.Instances;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Simulation.Steps;

/// <summary>What operators do, and what happens to what they look after.</summary>
internal static class Operators
{
    public static IReadOnlyList<Step> Steps { get; } = [new(1.5, Resync), new(1, Replay), new(0.5, Confirm), new(0.25, LoseMappings), new(1, Reinstall)];

    /// <summary>Requests that failed too often go back into the queue.</summary>
    public static bool Replay(History history)
    {
        IReadOnlyList<ReplayResult> replayed = [];
        history.Await(async () => replayed = await history.Operator.GetRequiredService<ParkedRequests>().ReplayAllAsync(CancellationToken.None));
        foreach (var result in replayed)
        {
            history.Timeline.Add("operator", $"replays {result}");
            history.Fleet.Wake();
        }

        return replayed.Count > 0;
    }

    /// <summary>The pair of tokens was renewed, and whoever did that died before it was saved: people have to install the application again.</summary>
    public static bool Reinstall(History history)
    {
        if (history.AreTokensGood)
        {
            return false;
        }

        history.Timeline.Add("operator", $"installs the application again");
        history.Weather.Note("tokens lost");
        history.Install();
        return true;
    }

    private static bool Resync(History history)
    {
        history.Fleet.Timed.Add(TimedWork.Resync);
        history.Fleet.Wake();
        return true;
    }

    /// <summary>Confirms whatever stopped a flow.</summary>
    private static bool Confirm(History history)
    {
        history.Await(async () =>
        {
            foreach (var flow in history.World.Flows)
            {
                await history.Operator.GetRequiredService<FlowControl>().ResumeAsync(new(flow.Name), confirm: true, CancellationToken.None);
            }
        });
        return true;
    }

    /// <summary>The table of mappings is lost: a resync finds the pages again by the ids they carry.</summary>
    private static bool LoseMappings(History history)
    {
        history.Timeline.Add("storage", $"the mappings are lost");
        history.Storage.LoseMappings();
        history.Observer.MappingsLost();
        history.NeedsResync = true;
        return true;
    }
}
