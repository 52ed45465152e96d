using FunctionsSync.Core.Model;
using FunctionsSync.Core.Templates;

namespace FunctionsSync.Core.Mapping;

/// <summary>One configured pairing of a Bitrix24 entity and a Notion data source, bound to both schemas.</summary>
public sealed record Flow
{
    public required FlowName Name { get; init; }

    public required EntityType Entity { get; init; }

    public required DataSourceId DataSource { get; init; }

    /// <summary>The property that holds the Bitrix24 id: by it a page is found again when the mapping is lost.</summary>
    public required NotionProperty IdProperty { get; init; }

    public required CreateRule Create { get; init; }

    /// <summary>Which records get a page: every condition must hold. Empty: all of them. A record that has a page keeps it.</summary>
    public IReadOnlyList<FilterCondition> Filter { get; init; } = [];

    /// <summary>The fields by which a page without an id is recognised as a record's own, before another is created; none by default.</summary>
    public IReadOnlyList<FieldMap> KeyFields { get; init; } = [];

    /// <summary>What the body of a new page looks like; null for an empty one.</summary>
    public PageBody? Body { get; init; }

    public required InitialRule Initial { get; init; }

    /// <summary>Who wins a last-write-wins conflict within one minute.</summary>
    public required Side TieBreaker { get; init; }

    /// <summary>Stands for which records the flow pairs: its entity, its data source and its filter.</summary>
    public Fingerprint Scope { get; init; } = Fingerprint.None;

    public FlowDeletion OnDelete { get; init; } = new();

    public required IReadOnlyList<FieldMap> Fields { get; init; }

    /// <summary>Fields that fitted when the program started and do not any more, each with the reason. They take no part; all others go on.</summary>
    public IReadOnlyDictionary<FieldKey, string> Suspended { get; init; } = new Dictionary<FieldKey, string>();
}
