using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Mapping;

/// <summary>Whether a flow runs, and what its last full comparison saw. A flow without a state runs and has seen nothing.</summary>
public sealed record FlowState
{
    public required FlowName Flow { get; init; }

    public FlowStatus Status { get; init; } = FlowStatus.Running;

    /// <summary>Why it does not run, in words for an operator; null while it runs.</summary>
    public string? Reason { get; init; }

    /// <summary>Since when it has this status; null for a flow that was never paused or stopped.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>An operator has confirmed what the safety stop warned of: the next full comparison goes through with it.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>The fingerprint of what the flow pairs, when it last ran; null for one that never ran, or may pair others.</summary>
    public Fingerprint? Scope { get; init; }

    /// <summary>When the last full comparison began, by our clock; null before the first.</summary>
    public DateTimeOffset? ComparedAt { get; init; }

    /// <summary>How many records Bitrix24 listed then.</summary>
    public int Bitrix24Count { get; init; }

    /// <summary>How many pages Notion listed then.</summary>
    public int NotionCount { get; init; }

    /// <summary>Since when <see cref="Deletions"/> counts.</summary>
    public DateTimeOffset? DeletionsSince { get; init; }

    /// <summary>How many records were deleted or marked because their partner was deleted.</summary>
    public int Deletions { get; init; }

    /// <summary>How many may be, in the same period; null for as many as any flow may.</summary>
    public int? DeletionLimit { get; init; }

    /// <summary>The version the store gave this state; null for one that was never stored.</summary>
    public string? ETag { get; init; }
}
