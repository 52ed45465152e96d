namespace FunctionsSync.Core.Ports;

/// <summary>What a journal entry tells of.</summary>
public enum JournalKind
{
    PageCreated,

    /// <summary>A page that already carried the record's id was adopted instead of creating another.</summary>
    PageMatched,
    Updated,

    /// <summary>Two edits of one field met; the entry keeps the one that gave way.</summary>
    Conflict,

    /// <summary>A value could not be carried across and stays where it is.</summary>
    Held,

    /// <summary>A record was deleted or marked, because its partner was deleted.</summary>
    Deleted,

    /// <summary>One record of a pair is gone. The other stays as it is.</summary>
    Unlinked,

    /// <summary>A record that was gone is back, and the pair is kept in step again.</summary>
    Revived,
}
