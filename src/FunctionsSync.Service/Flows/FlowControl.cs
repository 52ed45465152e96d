using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Service.Flows;

/// <summary>Pauses, stops and resumes flows, and says whether one runs. The sync requests of a flow that does not run wait.</summary>
public sealed partial class FlowControl(IFlowStateStore states, TimeProvider timeProvider, ILogger<FlowControl> logger)
{
    /// <summary>
    /// How many records of a flow may be deleted or marked within <see cref="DeletionPeriod"/> because their partners were deleted, before the
    /// flow stops.
    /// </summary>
    public const int MostDeletions = 20;

    private const int Attempts = 20;

    public static readonly TimeSpan DeletionPeriod = TimeSpan.FromHours(1);

    /// <summary>A flow without a state runs.</summary>
    public async Task<FlowState> ReadAsync(FlowName flow, CancellationToken cancellationToken) =>
        await states.ReadAsync(flow, cancellationToken) ?? new() { Flow = flow };

    /// <summary>Whether the flow runs. One that pairs other records than it did is stopped first.</summary>
    public async Task<bool> AdmitAsync(Flow flow, CancellationToken cancellationToken)
    {
        var state = await ReadAsync(flow.Name, cancellationToken);
        if (state.Status != FlowStatus.Running || state.Scope == flow.Scope)
        {
            return state.Status == FlowStatus.Running;
        }

        var seen = await ChangeAsync(flow.Name, now => now.Scope is null ? now with { Scope = flow.Scope } : now, cancellationToken);
        if (seen.Scope == flow.Scope)
        {
            return seen.Status == FlowStatus.Running;
        }

        await StopAsync(flow.Name, "its entity, database or filter in sync.json was changed, and records that are no longer among its own would look deleted", cancellationToken);
        return false;
    }

    /// <summary>A stopped flow stays stopped: a pause would hide why.</summary>
    public Task<FlowState> PauseAsync(FlowName flow, CancellationToken cancellationToken) => ChangeAsync(
        flow,
        state => state.Status == FlowStatus.Running ? With(state, FlowStatus.Paused, "paused by an operator") : state,
        cancellationToken);

    /// <summary>Lets a paused flow run. A stopped one runs only when an operator confirms what stopped it; else it is answered as it is.</summary>
    public Task<FlowState> ResumeAsync(FlowName flow, bool confirm, CancellationToken cancellationToken) => ChangeAsync(
        flow,
        state => state.Status switch
        {
            FlowStatus.Paused => With(state, FlowStatus.Running, reason: null),
            FlowStatus.Stopped when confirm => With(state, FlowStatus.Running, reason: null) with { IsConfirmed = true, Scope = null, DeletionsSince = null },
            _ => state,
        },
        cancellationToken);

    /// <summary>A safety stop.</summary>
    public Task<FlowState> StopAsync(FlowName flow, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(flow, state => With(state, FlowStatus.Stopped, reason) with { IsConfirmed = false }, cancellationToken);

    /// <summary>Says again that a flow is stopped: an alert that waits for these words would end while the flow still stands.</summary>
    public async Task RemindAsync(FlowName flow, CancellationToken cancellationToken)
    {
        if (await ReadAsync(flow, cancellationToken) is { Status: FlowStatus.Stopped, Reason: var reason })
        {
            Log.Stopped(logger, flow, reason);
        }
    }

    /// <summary>Notes that a record is about to be deleted or marked; false when that would be one too many, and the flow has been stopped.</summary>
    public async Task<bool> AllowDeletionAsync(FlowName flow, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var counted = await ChangeAsync(flow, state => Count(state, now), cancellationToken);
        return counted.Status == FlowStatus.Running;
    }

    /// <summary>Takes back what <see cref="AllowDeletionAsync"/> noted: nothing was deleted or marked. Else every attempt would count.</summary>
    public Task<FlowState> ReturnDeletionAsync(FlowName flow, CancellationToken cancellationToken) => ChangeAsync(
        flow,
        state => state.Deletions > 0 ? state with { Deletions = state.Deletions - 1 } : state,
        cancellationToken);

    /// <summary>A full comparison found so many deletions and took no offence: from now on they are allowed for.</summary>
    public Task<FlowState> ExpectDeletionsAsync(FlowName flow, int count, CancellationToken cancellationToken) => ChangeAsync(
        flow,
        state => count > MostDeletions ? state with { DeletionsSince = timeProvider.GetUtcNow(), Deletions = 0, DeletionLimit = count } : state,
        cancellationToken);

    /// <summary>Notes what a full comparison saw, once everything that follows from it is enqueued.</summary>
    public Task<FlowState> NoteComparisonAsync(
        FlowName flow, DateTimeOffset began, int bitrix24Count, int notionCount, CancellationToken cancellationToken) => ChangeAsync(
        flow,
        state => state with { IsConfirmed = false, ComparedAt = began, Bitrix24Count = bitrix24Count, NotionCount = notionCount },
        cancellationToken);

    private FlowState Count(FlowState state, DateTimeOffset now)
    {
        if (state.Status != FlowStatus.Running)
        {
            return state;
        }

        var current = now - state.DeletionsSince < DeletionPeriod ? state : state with { DeletionsSince = now, Deletions = 0, DeletionLimit = null };
        var limit = current.DeletionLimit ?? MostDeletions;
        return current.IsConfirmed || current.Deletions < limit
            ? current with { Deletions = current.Deletions + 1 }
            : With(current, FlowStatus.Stopped, $"more than {limit} records were deleted within {DeletionPeriod.TotalMinutes:0} minutes, and their partners would be too");
    }

    private FlowState With(FlowState state, FlowStatus status, string? reason) =>
        state with { Status = status, Reason = reason, Since = timeProvider.GetUtcNow() };

    private async Task<FlowState> ChangeAsync(FlowName flow, Func<FlowState, FlowState> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var before = await ReadAsync(flow, cancellationToken);
            var after = change(before);
            if (after == before || await states.TryWriteAsync(after, cancellationToken))
            {
                if (after.Status == FlowStatus.Stopped && after != before)
                {
                    Log.Stopped(logger, flow, after.Reason);
                }

                return after;
            }
        }

        throw new InvalidOperationException($"The state of the flow '{flow}' was changed by others {Attempts} times in a row; try again.");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Flow} is stopped until an operator confirms: {Reason}")]
        public static partial void Stopped(ILogger logger, FlowName flow, string? reason);
    }
}
