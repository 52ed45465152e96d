using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Http;

/// <summary>Gathered calls of which each lane has its own: a live one does not wait with bulk ones, whose requests are sent last.</summary>
/// <param name="most">The most calls of one group.</param>
/// <param name="send">Sends a group, as <see cref="GatheredCalls{TKey, TValue}"/> has it sent.</param>
public sealed class LaneCalls<TKey, TValue>(int most, Func<Gathering<TKey, TValue>, CancellationToken, Task> send)
{
    private readonly GatheredCalls<TKey, TValue> _live = new(most, send);
    private readonly GatheredCalls<TKey, TValue> _bulk = new(most, send);

    /// <summary>The answer to one call, sent in the lane of the scope it is made in. Giving up leaves the others of the group alone.</summary>
    public Task<TValue> GetAsync(TKey key, CancellationToken cancellationToken) =>
        (RequestScope.Current.Lane == RequestLane.Live ? _live : _bulk).GetAsync(key, cancellationToken);
}
