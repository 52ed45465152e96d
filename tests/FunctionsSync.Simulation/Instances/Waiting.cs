using FunctionsSync.Simulation.Worlds;

namespace FunctionsSync.Simulation.Instances;

/// <summary>Instances that have nothing to do. Whoever has something for one wakes one: which, is a matter of luck.</summary>
internal sealed class Waiting(Luck luck)
{
    private readonly List<(Instance Instance, TaskCompletionSource Source)> _idle = [];

    public bool Contains(Instance instance) => _idle.Exists(waiting => waiting.Instance == instance);

    public Task WaitAsync(Instance instance)
    {
        var source = new TaskCompletionSource();
        _idle.Add((instance, source));
        return source.Task;
    }

    public void WakeOne()
    {
        _idle.RemoveAll(waiting => !waiting.Instance.IsAlive);
        if (_idle.Count > 0)
        {
            var index = luck.Between(0, _idle.Count - 1);
            var woken = _idle[index].Source;
            _idle.RemoveAt(index);
            woken.SetResult();
        }
    }
}
