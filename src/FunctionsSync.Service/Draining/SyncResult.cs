namespace FunctionsSync.Service.Draining;

/// <summary>What came of looking at one record.</summary>
public enum SyncResult
{
    /// <summary>Both sides were looked at and brought in step, as far as they can be.</summary>
    Done,

    /// <summary>Bitrix24 said nothing new, and Notion was not asked.</summary>
    NoNews,

    /// <summary>Another worker has the record: look again in a moment.</summary>
    Busy,

    /// <summary>Something is left for a second look: a page was adopted, or a value refused that stood in another's way.</summary>
    Again,

    /// <summary>The page shows other properties than those the flow is bound to: nothing was done before it is bound anew.</summary>
    Outdated,

    /// <summary>The fields are in step, but the page's body is not complete.</summary>
    BodyLeft,
}
