using FunctionsSync.Core.Mapping;

namespace FunctionsSync.Service.Configuration;

/// <summary><c>onDelete</c> of a flow: what happens on a side when the partner on the other one was deleted.</summary>
public sealed record DeletionSettings
{
    /// <summary>What happens to the Bitrix24 record when its page was deleted.</summary>
    public DeletionRule Bitrix24 { get; init; } = new DeletionRule.Unlink();

    /// <summary>What happens to the page when its Bitrix24 record was deleted.</summary>
    public DeletionRule Notion { get; init; } = new DeletionRule.Unlink();
}
