using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24;

namespace FunctionsSync.Testing;

/// <summary>Compares what the two systems themselves say, field by field; the product is not asked.</summary>
public static class Differences
{
    /// <summary>One line for every field that differs, and for every deal without exactly one page.</summary>
    public static IReadOnlyList<string> Between(TwoSystems systems)
    {
        var differences = new List<string>();
        var pages = systems.Pages.ToLookup(page => page.Bitrix24Id());
        foreach (var deal in systems.Bitrix24.Portal.Deals)
        {
            if (pages[deal.Id].ToList() is [var page])
            {
                differences.AddRange(Of(systems, deal, page));
            }
            else
            {
                differences.Add($"deal {deal.Id} has {pages[deal.Id].Count()} pages");
            }
        }

        return differences;
    }

    private static IEnumerable<string> Of(TwoSystems systems, PortalDeal deal, JsonObject page)
    {
        (string Field, object? Bitrix24, object? Notion)[] fields =
        [
            ("title", deal.Title, page.Title()),
            ("stage", deal.StageName.Replace(',', '‚'), page.Select()),
            ("amount", deal.Opportunity, page.Number("Amount")),
            ("responsible", systems.People.Single(person => person.Bitrix24Id == deal.AssignedById).NotionId, page.People().Single()),
            ("company", deal.CompanyTitle ?? string.Empty, page.RichText("Company")),
            ("creation date", Minute(deal.CreatedTime), Minute(Moment(page.DateStart("Creation Date")))),
        ];
        return fields.Where(field => !Equals(field.Bitrix24, field.Notion))
            .Select(field => $"deal {deal.Id}, {field.Field}: '{field.Bitrix24}' in Bitrix24, '{field.Notion}' in Notion");
    }

    /// <summary>Notion keeps no seconds.</summary>
    private static string Minute(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static DateTimeOffset Moment(string? text) =>
        DateTimeOffset.Parse(text ?? string.Empty, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
