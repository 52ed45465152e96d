using System.Text.Json.Serialization;

namespace FunctionsSync.Simulators.Bitrix24.Http;

/// <summary>What a person typed; what is null is left as it is. A company of 0 takes the company away.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DealChange
{
    public string? Title { get; init; }

    public int? CategoryId { get; init; }

    public string? StageId { get; init; }

    public decimal? Opportunity { get; init; }

    public string? CurrencyId { get; init; }

    public int? AssignedById { get; init; }

    public int? CompanyId { get; init; }

    /// <summary>The user who does it; without it the first active one besides the integration user.</summary>
    public int? By { get; init; }

    public IReadOnlyDictionary<string, object?> Fields()
    {
        var all = new Dictionary<string, object?>
        {
            ["TITLE"] = Title,
            ["CATEGORY_ID"] = CategoryId,
            ["STAGE_ID"] = StageId,
            ["OPPORTUNITY"] = Opportunity,
            ["CURRENCY_ID"] = CurrencyId,
            ["ASSIGNED_BY_ID"] = AssignedById,
            ["COMPANY_ID"] = CompanyId,
        };
        return all.Where(field => field.Value is not null).ToDictionary();
    }
}
