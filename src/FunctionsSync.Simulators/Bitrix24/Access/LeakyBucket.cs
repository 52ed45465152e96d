namespace FunctionsSync.Simulators.Bitrix24.Access;

/// <summary>The intensity limit: each request adds one, and the bucket drains at a constant rate.</summary>
internal sealed class LeakyBucket(TimeProvider timeProvider, double capacity, double perSecond)
{
    private readonly Lock _gate = new();
    private double _level;
    private long _at = timeProvider.GetTimestamp();

    public bool TryAdd()
    {
        lock (_gate)
        {
            _level = Math.Max(0, _level - timeProvider.GetElapsedTime(_at).TotalSeconds * perSecond);
            _at = timeProvider.GetTimestamp();
            if (_level + 1 > capacity)
                return false;
            _level++;
            return true;
        }
    }
}
