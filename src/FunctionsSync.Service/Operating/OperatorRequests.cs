using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Flows;
using FunctionsSync.Service.Parking;

namespace FunctionsSync.Service.Operating;

/// <summary>What operators ask for over HTTP. Who may ask is the host's matter.</summary>
public sealed class OperatorRequests(ParkedRequests parked, FlowControl control, SyncFile file)
{
    public const string ReplayPath = "api/failed/{id}/replay";
    public const string PausePath = "api/flows/{name}/pause";
    public const string ResumePath = "api/flows/{name}/resume";

    public async Task<OperatorAnswer> ReplayAsync(string id, CancellationToken cancellationToken) => await parked.ReplayAsync(id, cancellationToken) switch
    {
        ReplayResult.Replayed replayed => new(202, $"{replayed.Record} is looked at again."),
        ReplayResult.Malformed => new(409, "What is parked here is no sync request of this version: discard it, or replay it with the version that wrote it."),
        ReplayResult.Unknown => new(404, "Nothing is parked under this id, or not any more."),
        _ => throw new InvalidOperationException("There is no such result."),
    };

    public Task<OperatorAnswer> PauseAsync(string name, CancellationToken cancellationToken) =>
        ChangeAsync(name, flow => control.PauseAsync(flow, cancellationToken));

    /// <summary>A safety stop is not lifted this way: what it warned of is confirmed with the program, by somebody who reads it.</summary>
    public Task<OperatorAnswer> ResumeAsync(string name, CancellationToken cancellationToken) =>
        ChangeAsync(name, flow => control.ResumeAsync(flow, confirm: false, cancellationToken));

    private async Task<OperatorAnswer> ChangeAsync(string name, Func<FlowName, Task<FlowState>> change)
    {
        if (!file.Flows.Any(flow => flow.Name == name))
        {
            return new(404, "sync.json has no such flow.");
        }

        var state = await change(new(name));
        return state.Status switch
        {
            FlowStatus.Running => new(200, $"{state.Flow} is running."),
            FlowStatus.Paused => new(200, $"{state.Flow} is paused."),
            _ => new(409, $"{state.Flow} is stopped: {state.Reason}. 'functionssync flows resume \"{state.Flow}\" --confirm' lets it run."),
        };
    }
}
