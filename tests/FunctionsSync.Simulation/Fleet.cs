using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulation.Instances;
using FunctionsSync.Simulation.Mutations;
using FunctionsSync.Simulation.Network;
using FunctionsSync.Simulation.Oracle;
using FunctionsSync.Simulation.Time;
using FunctionsSync.Simulation.Worlds;

namespace FunctionsSync.Simulation;

/// <summary>The instances of the product: workers, the door for events, and the operators' command line. A dead one is replaced after a while.</summary>
internal sealed class Fleet(
    World world, Scheduler scheduler, Luck luck, SharedStorage storage, Weather weather, Observer observer, Timeline timeline, Mutation? mutation,
    Action bitrix24Changed, Action<Exception> surprise)
{
    private const string Door = "door";

    private readonly Waiting _idle = new(luck);
    private readonly Waiting _atDoor = new(luck);
    private readonly Queue<string> _inbox = new();
    private readonly List<Instance> _alive = [];
    private readonly Dictionary<(string Flow, int Deal), Baseline> _baselines = [];
    private int _started;

    public TimedWork Timed { get; } = new();

    public void StartWorker()
    {
        var (instance, services) = Start($"worker{++_started}", StartWorker);
        _ = new Worker(instance, services, Timed, _idle, timeline, surprise).RunAsync();
    }

    public void StartDoor()
    {
        var (instance, services) = Start(Door, StartDoor);
        _ = new FrontDoor(instance, services, _inbox, _atDoor, timeline, surprise).RunAsync();
    }

    /// <summary>What an operator's command line is composed of. It does not die.</summary>
    public IServiceProvider StartOperator() => Start("operator", () => { }, canDie: false).Services;

    public void DeliverEvent(string form)
    {
        if (_alive.Exists(instance => instance.Name == Door))
        {
            _inbox.Enqueue(form);
            _atDoor.WakeOne();
        }
    }

    public void Wake() => _idle.WakeOne();

    /// <summary>One of those that have something to do dies in the middle of it.</summary>
    public void Doom()
    {
        if (_alive.Count == 0)
        {
            return;
        }

        var instance = luck.Pick(_alive);
        timeline.Add(instance.Name, $"is going to die");
        if (luck.Chance(0.6))
        {
            instance.DieAtWrite();
        }
        else
        {
            instance.DieAfter(luck.Between(0, 25));
        }
    }

    public void Spare() => _alive.ForEach(instance => instance.Spare());

    private (Instance Instance, IServiceProvider Services) Start(string name, Action replace, bool canDie = true)
    {
        var instance = new Instance(name, scheduler, luck, died => Replace(died, replace));
        var clock = new VirtualClock(scheduler, () => instance.IsAlive);
        var services = InstanceServices.Build(
            instance, world, clock, new Random(luck.Between(0, int.MaxValue - 1)), () => NewConnection(instance), storage, NextStorageTime,
            (port, arguments, answer) => Note(instance, port, arguments, answer), mutation);
        if (canDie)
        {
            _alive.Add(instance);
        }

        timeline.Add(name, $"starts");
        return (instance, services);
    }

    private Internet NewConnection(Instance instance) =>
        new(instance, world, weather, observer, timeline, NextNetworkTime, () => scheduler.Now, bitrix24Changed, scheduler.In);

    private void Replace(Instance died, Action replace)
    {
        weather.Note($"{(died.Name == Door ? Door : "worker")} died");
        timeline.Add(died.Name, $"dies, while doing: {died.Doing}");
        _alive.Remove(died);
        if (died.Name == Door)
        {
            _inbox.Clear();
        }

        scheduler.In(luck.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(40)), replace);
    }

    private void Note(Instance instance, Type port, object?[] arguments, object? answer)
    {
        if (answer is IReadOnlyList<QueuedMessage> { Count: 0 })
        {
            return;
        }

        if (port == typeof(ISyncRequestQueue) || port == typeof(ISyncRequestReceiver))
        {
            // A message may be visible after that time, whatever was done to it.
            foreach (var delay in arguments.OfType<TimeSpan>())
            {
                scheduler.In(delay, Wake);
            }
        }
        else if (port == typeof(IMappingStore))
        {
            instance.Flow = arguments[0] switch { FlowName flow => flow.Value, RecordMapping mapping => mapping.Flow.Value, _ => instance.Flow };
            if (arguments[0] is RecordMapping && answer is RecordMapping { PageId: not null, Baseline.Fields.Count: > 0 } saved)
            {
                NoteSaved(saved);
            }
        }
    }

    /// <summary>A claim that is only taken or given back says nothing new of what both sides say.</summary>
    private void NoteSaved(RecordMapping saved)
    {
        var key = (saved.Flow.Value, (int)saved.Bitrix24Id.Value);
        if (_baselines.GetValueOrDefault(key) != saved.Baseline)
        {
            _baselines[key] = saved.Baseline;
            observer.MappingSaved(saved.Flow.Value, (int)saved.Bitrix24Id.Value, saved.Baseline.Properties);
        }
    }

    private TimeSpan NextStorageTime() => TimeSpan.FromMilliseconds(2 + (20 * luck.Share()));

    private TimeSpan NextNetworkTime() => TimeSpan.FromMilliseconds(30 + (400 * luck.Share() * luck.Share()));
}
