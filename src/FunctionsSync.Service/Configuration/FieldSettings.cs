using FunctionsSync.Core.Mapping;

namespace FunctionsSync.Service.Configuration;

/// <summary>One element of <c>fields</c> of a flow.</summary>
public sealed record FieldSettings
{
    /// <summary>The field's original name, such as <c>STAGE_ID</c> or <c>UF_CRM_1</c>. Required.</summary>
    public string? Bitrix24 { get; init; }

    /// <summary>The property's name. Required.</summary>
    public string? Notion { get; init; }

    /// <summary>Default: both ways where the pair allows it, else to Notion.</summary>
    public FieldDirection? Direction { get; init; }

    /// <summary>Default: <c>bitrix24</c> for stages, else <c>lastWriteWins</c>.</summary>
    public ConflictPolicy? Policy { get; init; }

    /// <summary>Notion option names by Bitrix24 codes or names, where the two differ. A name that is not here stands for itself.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>The name of the flow whose pages a relation property points to; null for any other property.</summary>
    public string? Relation { get; init; }
}
