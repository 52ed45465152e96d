namespace FunctionsSync.Simulation.Worlds;

/// <summary>Chance that repeats: everything drawn in a history comes from its seed.</summary>
internal sealed class Luck(int seed)
{
    private readonly Random _random = new(seed);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public int Between(int least, int most) => _random.Next(least, most + 1);

    public double Share() => _random.NextDouble();

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    public TimeSpan Between(TimeSpan least, TimeSpan most) => least + ((most - least) * _random.NextDouble());

    /// <summary>One of several, each as likely as its weight.</summary>
    public T Weighted<T>(IReadOnlyList<(double Weight, T Value)> from)
    {
        var left = _random.NextDouble() * from.Sum(each => each.Weight);
        foreach (var (weight, value) in from)
        {
            left -= weight;
            if (left < 0)
            {
                return value;
            }
        }

        return from[^1].Value;
    }
}
