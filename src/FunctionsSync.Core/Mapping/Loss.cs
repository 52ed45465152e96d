namespace FunctionsSync.Core.Mapping;

/// <summary>Ways in which one record of a pair can be gone. Stored by name.</summary>
public enum Loss
{
    /// <summary>Bitrix24 says that the record does not exist. Lost access is a failure, never this.</summary>
    RecordDeleted,

    /// <summary>The page is in Notion's trash.</summary>
    PageTrashed,

    /// <summary>The page was archived: put aside by a person, not deleted.</summary>
    PageArchived,

    /// <summary>The page was moved to another place.</summary>
    PageMoved,

    /// <summary>The page is not shared with the connection any more, or was deleted for good: Notion does not say which.</summary>
    PageNotVisible,
}
