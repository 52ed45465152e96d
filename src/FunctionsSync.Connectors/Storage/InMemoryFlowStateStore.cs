using System.Collections.Concurrent;
using System.Globalization;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>Flow states for tests and the demo, gone with the process.</summary>
public sealed class InMemoryFlowStateStore : IFlowStateStore
{
    private readonly ConcurrentDictionary<FlowName, FlowState> _states = new();
    private long _version;

    public Task<FlowState?> ReadAsync(FlowName flow, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_states.GetValueOrDefault(flow));
    }

    public Task<bool> TryWriteAsync(FlowState state, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var next = state with { ETag = Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture) };
        return Task.FromResult(
            state.ETag is null
                ? _states.TryAdd(state.Flow, next)
                : _states.TryGetValue(state.Flow, out var stored) && stored.ETag == state.ETag && _states.TryUpdate(state.Flow, next, stored));
    }
}
