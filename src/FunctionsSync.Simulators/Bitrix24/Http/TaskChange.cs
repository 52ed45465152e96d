using System.Globalization;
using System.Text.Json.Serialization;

namespace FunctionsSync.Simulators.Bitrix24.Http;

/// <summary>What a person typed about a task; what is null is left as it is. A deal of 0 takes the deal away.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TaskChange
{
    private const string DealPrefix = "D_";

    public string? Title { get; init; }

    public string? Description { get; init; }

    public int? Status { get; init; }

    public int? ResponsibleId { get; init; }

    public DateTimeOffset? Deadline { get; init; }

    public int? DealId { get; init; }

    /// <summary>The user who does it; without it the first active one besides the integration user.</summary>
    public int? By { get; init; }

    public static int? DealOf(IEnumerable<string> crmItems) =>
        crmItems.FirstOrDefault(item => item.StartsWith(DealPrefix, StringComparison.Ordinal)) is { } deal
            ? int.Parse(deal[DealPrefix.Length..], CultureInfo.InvariantCulture)
            : null;

    /// <param name="crmItems">What the task is linked to now: its other links stay.</param>
    public IReadOnlyDictionary<string, object?> Fields(IEnumerable<string> crmItems)
    {
        var all = new Dictionary<string, object?>
        {
            ["TITLE"] = Title,
            ["DESCRIPTION"] = Description,
            ["STATUS"] = Status,
            ["RESPONSIBLE_ID"] = ResponsibleId,
            ["DEADLINE"] = Deadline,
            ["UF_CRM_TASK"] = DealId is { } dealId ? Linked(crmItems, dealId) : null,
        };
        return all.Where(field => field.Value is not null).ToDictionary();
    }

    private static List<string> Linked(IEnumerable<string> crmItems, int dealId)
    {
        var others = crmItems.Where(item => !item.StartsWith(DealPrefix, StringComparison.Ordinal));
        return dealId == 0 ? [.. others] : [string.Create(CultureInfo.InvariantCulture, $"{DealPrefix}{dealId}"), .. others];
    }
}
