using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Mapping;

/// <summary>A field of a Bitrix24 entity, as the portal describes it.</summary>
public sealed record Bitrix24Field
{
    /// <summary>The original name: <c>STAGE_ID</c>, <c>UF_CRM_1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name requests and answers use: <c>stageId</c>, <c>UF_CRM_1</c>.</summary>
    public required string ApiName { get; init; }

    /// <summary>The portal's own type name: <c>string</c>, <c>crm_status</c>, <c>user</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What it holds in canonical terms; null for a type that cannot be synchronised.</summary>
    public required ValueKind? Kind { get; init; }

    public required bool IsReadOnly { get; init; }

    /// <summary>The portal's dictionary the value is a code of, such as <c>DEAL_STAGE</c>; null for a field that holds no code.</summary>
    public string? Dictionary { get; init; }

    /// <summary>Whether it holds a list.</summary>
    public bool IsMultiple { get; init; }

    /// <summary>What a list is made of, where <see cref="Kind"/> is <see cref="ValueKind.Several"/>.</summary>
    public ValueKind? ItemKind { get; init; }

    /// <summary>The options of a list field; empty for others.</summary>
    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>What Notion calls the options, where it differs.</summary>
    public ValueMap Values { get; init; } = ValueMap.None;

    /// <summary>The half of a money field that this field map is about; null for the whole of any field.</summary>
    public MoneyPart? Part { get; init; }

    /// <summary>The entity a reference without a prefix points at; null where every value names its own.</summary>
    public EntityType? Refers { get; init; }
}
