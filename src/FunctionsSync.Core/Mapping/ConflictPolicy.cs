namespace FunctionsSync.Core.Mapping;

/// <summary>Who wins when both sides edited the same field.</summary>
public enum ConflictPolicy
{
    /// <summary>The later edit; within one minute, which is all that Notion tells, the flow's tie breaker.</summary>
    LastWriteWins,
    Bitrix24,
    Notion,
}
