using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Flows;
using FunctionsSync.Simulation.Instances;
using FunctionsSync.Simulation.Oracle;
using FunctionsSync.Simulation.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Simulation;

/// <summary>The end of a history: the weather clears, operators do their part, everything heals, and then nothing may happen any more.</summary>
internal sealed class Rest(History history)
{
    private const int MostRounds = 8;
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(6.3);

    private readonly FinalJudge _judge = new(history.World, history.Observer, history.Judge, history.Break);
    private int _replays;

    public void Come()
    {
        Clear();

        // The last edits there are: no later one leads to another look at the same pages.
        InNotion.AroundTheTurnOfAMinute(history);
        HealByPolls();
        if (!history.NeedsResync)
        {
            _judge.AfterPolls();
        }

        if (HealByResync() && history.Broken is null)
        {
            _judge.AtRest();
            new Restart(history).Judge();
        }
    }

    /// <summary>Whatever is out of order for a while comes back into order. One deal may stay out of reach: the others must not mind.</summary>
    private void Clear()
    {
        history.Timeline.Add("weather", $"clears");
        history.Weather.IsCalm = true;
        history.Fleet.Spare();
        var keepsOneForbidden = history.Luck.Chance(0.5);
        foreach (var deal in history.World.Portal.State.Deals.All.Where(deal => history.World.IsForbidden(deal.Id)).Skip(keepsOneForbidden ? 1 : 0).ToList())
        {
            history.World.Portal.SetDealForbidden(deal.Id, false);
        }

        foreach (var flow in history.World.Flows)
        {
            history.World.Workspace.Share(flow.DatabaseId);
        }
    }

    private void HealByPolls()
    {
        for (var round = 0; round < 2; round++)
        {
            Operate();
            history.IsPolling = true;
            history.Fleet.Timed.Add(TimedWork.CatchUp);
            history.Fleet.Wake();
            history.RunFor(TimeSpan.FromMinutes(1.6));
            history.IsPolling = false;
            history.RunFor(Round);
        }
    }

    /// <summary>Rounds of a full comparison until one writes nothing. False when none does.</summary>
    private bool HealByResync()
    {
        for (var round = 1; round <= MostRounds && history.Broken is null; round++)
        {
            Operate();
            var writes = history.Observer.Writes;
            history.Fleet.Timed.Add(TimedWork.Resync);
            history.Fleet.Timed.Add(TimedWork.Poll);
            history.Fleet.Wake();
            history.RunFor(Round);
            if (round > 2 && history.Observer.Writes == writes && Count(receiver => receiver.CountAsync(CancellationToken.None)) == 0)
            {
                return true;
            }
        }

        history.Break(new(Promise.NoLoop, $"after {MostRounds} rounds of comparing both sides in full there is still something to write, or {Count(receiver => receiver.CountAsync(CancellationToken.None))} requests wait"));
        return false;
    }

    /// <summary>What operators do when they see that flows are stopped and requests parked, or that the tokens are no good any more.</summary>
    private void Operate()
    {
        var control = history.Operator.GetRequiredService<FlowControl>();
        foreach (var flow in history.World.Flows.Where(flow => IsStopped(flow.Name)))
        {
            history.Timeline.Add("operator", $"confirms what stopped {flow.Name}");
            history.Await(() => control.ResumeAsync(new(flow.Name), confirm: true, CancellationToken.None));
        }

        Operators.Reinstall(history);
        InSchemas.Correct(history);
        if (_replays++ < 3 || !history.World.Portal.State.Deals.All.Any(deal => history.World.IsForbidden(deal.Id)))
        {
            // What cannot succeed as long as nobody gives the right back is not tried for ever.
            Operators.Replay(history);
        }
    }

    private bool IsStopped(string flow) =>
        history.Storage.Get<IFlowStateStore>().ReadAsync(new FlowName(flow), CancellationToken.None).GetAwaiter().GetResult() is { Status: not FlowStatus.Running };

    private int Count(Func<ISyncRequestReceiver, Task<int>> count) => count(history.Storage.Get<ISyncRequestReceiver>()).GetAwaiter().GetResult();
}
