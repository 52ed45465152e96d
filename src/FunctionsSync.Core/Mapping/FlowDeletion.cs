namespace FunctionsSync.Core.Mapping;

/// <summary>What a flow does with the record that is left when its partner was deleted, per side, bound to both schemas.</summary>
public sealed record FlowDeletion
{
    /// <summary>What happens to the Bitrix24 record when its page was deleted.</summary>
    public DeletionRule Bitrix24 { get; init; } = new DeletionRule.Unlink();

    /// <summary>What happens to the page when its Bitrix24 record was deleted.</summary>
    public DeletionRule Notion { get; init; } = new DeletionRule.Unlink();

    /// <summary>What to write where <see cref="Bitrix24"/> is <see cref="DeletionRule.Mark"/>; else null.</summary>
    public DeletionMark<Bitrix24Field>? Bitrix24Mark { get; init; }

    /// <summary>What to write where <see cref="Notion"/> is <see cref="DeletionRule.Mark"/>; else null.</summary>
    public DeletionMark<NotionProperty>? NotionMark { get; init; }
}
