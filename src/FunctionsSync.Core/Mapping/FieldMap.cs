using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Mapping;

/// <summary>One Bitrix24 field ⇄ one Notion property, bound to both schemas.</summary>
public sealed record FieldMap
{
    public required FieldKey Key { get; init; }

    public required Bitrix24Field Bitrix24 { get; init; }

    public required NotionProperty Notion { get; init; }

    public required FieldDirection Direction { get; init; }

    public required ConflictPolicy Policy { get; init; }

    public required Conversion Conversion { get; init; }

    /// <summary>The flow whose pages the property relates to; null where it holds no relation.</summary>
    public RelationTarget? Relation { get; init; }
}
