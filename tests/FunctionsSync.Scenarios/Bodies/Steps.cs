namespace FunctionsSync.Scenarios.Bodies;

/// <summary>Counts every call of every port, and kills the process before or after one of them.</summary>
internal sealed class Steps
{
    private int _count;
    private int _killBefore;
    private int _killAfter;

    public bool HasKilled { get; private set; }

    public void KillBefore(int step) => (_count, _killBefore, _killAfter, HasKilled) = (0, step, 0, false);

    public void KillAfter(int step) => (_count, _killBefore, _killAfter, HasKilled) = (0, 0, step, false);

    /// <summary>The test's own calls are no steps of the product.</summary>
    public void KillNoMore() => (_killBefore, _killAfter) = (0, 0);

    public int Begin(string name)
    {
        _count++;
        if (_count == _killBefore)
        {
            Kill(name);
        }

        return _count;
    }

    public void End(int step, string name)
    {
        if (step == _killAfter)
        {
            Kill(name);
        }
    }

    private void Kill(string name)
    {
        HasKilled = true;
        throw new SimulatedKillException(name);
    }
}
