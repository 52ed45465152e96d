namespace FunctionsSync.Core.Model;

/// <summary>The mapped fields of one record on one side, as they are now.</summary>
public sealed record Snapshot
{
    /// <summary>How long after it was read a record may be written: what is edited in between is overwritten unseen.</summary>
    private static readonly TimeSpan MayBeWrittenFor = TimeSpan.FromSeconds(10);

    /// <summary>The value of every mapped field that could be read; a field that is not here takes no part in reconciliation.</summary>
    public required IReadOnlyDictionary<FieldKey, CanonicalValue> Values { get; init; }

    /// <summary>When the record was last edited: Bitrix24 <c>updatedTime</c> to the second, Notion <c>last_edited_time</c> rounded down to the minute.</summary>
    public required DateTimeOffset EditedAt { get; init; }

    /// <summary>When the system was asked, by our clock: no edit before it is missing, but for what a query shows late. Null where nobody noted it.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>When a write that rests on this reading comes too late; null where nobody noted when it was read.</summary>
    public DateTimeOffset? MayBeWrittenUntil => ReadAt + MayBeWrittenFor;

    /// <summary>When a Bitrix24 record was created; default for a page.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether a Bitrix24 record is in a stage that means success.</summary>
    public bool IsWon { get; init; }

    /// <summary>The Bitrix24 pipeline the record is in; stage names are unique only within one. Null where there are no pipelines.</summary>
    public long? Pipeline { get; init; }

    /// <summary>Fields whose value means nothing any more, such as a stage that was removed, each with the reason. They are not in <see cref="Values"/>.</summary>
    public IReadOnlyDictionary<FieldKey, string> Unreadable { get; init; } = new Dictionary<FieldKey, string>();
}
