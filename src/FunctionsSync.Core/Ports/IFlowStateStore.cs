using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Ports;

/// <summary>The state of every flow that has one.</summary>
public interface IFlowStateStore
{
    Task<FlowState?> ReadAsync(FlowName flow, CancellationToken cancellationToken);

    /// <summary>Stores the state over the version it was read as; false when somebody else was first, whose state then stands.</summary>
    Task<bool> TryWriteAsync(FlowState state, CancellationToken cancellationToken);
}
