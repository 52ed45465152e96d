namespace FunctionsSync.Service.Draining;

/// <summary>What came of looking at one record.</summary>
public enum SyncResult
{
    /// <summary>Both sides were looked at and brought in step, as far as they can be.</summary>
    Done,

    /// <summary>Another worker has the record: look again in a moment.</summary>
    Busy,

    /// <summary>A value was newly refused: look again, so that what it stood in the way of goes on.</summary>
    Again,
}
