using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Mapping;

/// <summary>Whether a record without a page gets one. A page that already carries the record's id is taken whatever this says.</summary>
public static class PageCreationRule
{
    /// <param name="rule">The flow's rule.</param>
    /// <param name="record">What Bitrix24 says of the record now.</param>
    /// <param name="flowBegan">When the flow first ran.</param>
    public static bool Allows(CreateRule rule, Snapshot record, DateTimeOffset flowBegan) => rule switch
    {
        CreateRule.Added => record.CreatedAt >= flowBegan,
        CreateRule.Won => record.IsWon,
        CreateRule.Matching => true,
        CreateRule.Never => false,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "There is no such rule."),
    };
}
