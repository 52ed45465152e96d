namespace FunctionsSync.Core.Mapping;

/// <summary>Says of a mapping that one of its records is gone. It keeps the pair from being made anew, and is lifted when the record is back.</summary>
/// <param name="Loss">What happened to the record.</param>
/// <param name="Since">When we found out, by our clock.</param>
public sealed record Tombstone(Loss Loss, DateTimeOffset Since)
{
    /// <summary>Whether somebody deleted the record; else it is only out of reach, and nothing follows from that.</summary>
    public bool IsDeletion => Loss is Loss.RecordDeleted or Loss.PageTrashed;

    /// <summary>Whether it is the page that is gone.</summary>
    public bool IsAboutPage => Loss is not Loss.RecordDeleted;
}
