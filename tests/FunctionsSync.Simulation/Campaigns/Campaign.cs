using FunctionsSync.Simulation.Mutations;

namespace FunctionsSync.Simulation.Campaigns;

/// <summary>Runs many seeds, as many at once as there are processors. Each history has one thread for itself.</summary>
/// <param name="first">The first seed.</param>
/// <param name="count">How many.</param>
/// <param name="mutation">A mistake to build in; null for none.</param>
/// <param name="mostBroken">After how many seeds that broke a promise the campaign ends.</param>
internal sealed class Campaign(int first, int count, Mutation? mutation, int mostBroken = 1)
{
    /// <summary>Continuations run inside one another: what a pool thread has for a stack would be too little to rely on.</summary>
    private const int StackSize = 16 * 1024 * 1024;

    private readonly Lock _lock = new();
    private int _next = first - 1;
    private int _broken;
    private bool _isOver;

    /// <summary>What came of all seeds, lowest first. The first broken promise ends the campaign, once all lower seeds are through.</summary>
    /// <param name="progress">Told of every history.</param>
    public Summary Run(Action<HistoryResult> progress)
    {
        var summary = new Summary();
        Exception? failure = null;
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work, StackSize)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return failure is null ? summary : throw new InvalidOperationException("The simulation itself failed.", failure);

        void Work()
        {
            try
            {
                while (Next() is { } seed)
                {
                    var result = History.Run(seed, mutation);
                    lock (_lock)
                    {
                        summary.Add(result);
                        _broken += result.Broken is null ? 0 : 1;
                        _isOver |= _broken >= mostBroken;
                        progress(result);
                    }
                }
            }
            catch (Exception exception)
            {
                lock (_lock)
                {
                    failure ??= exception;
                    _isOver = true;
                }
            }
        }
    }

    private int? Next()
    {
        lock (_lock)
        {
            return _isOver || _next + 1 >= first + count ? null : ++_next;
        }
    }
}
