using FunctionsSync.Simulation.Worlds;

namespace FunctionsSync.Simulation.Steps;

/// <summary>What people do in Bitrix24.</summary>
internal static class InBitrix24
{
    public static IReadOnlyList<Step> Steps { get; } =
    [
        new(20, Edit), new(3, history => AddDeals(history, 1)), new(3, Win), new(1.2, Delete), new(1, Robot),
    ];

    public static bool AddDeals(History history, int count)
    {
        for (var deal = 0; deal < count; deal++)
        {
            Add(history);
        }

        return true;
    }

    /// <summary>Edits some fields of some deal; false where there is none.</summary>
    public static bool Edit(History history) => AnyDeal(history) is { } deal && Edit(history, deal, SomeFields(history, history.Luck.Between(1, 3)));

    public static bool Edit(History history, int deal, IReadOnlyList<MappedField> fields)
    {
        if (history.World.Portal.State.Deals.Find(deal) is null)
        {
            return false;
        }

        var person = history.Luck.Pick(history.World.People);
        var values = fields.ToDictionary(field => field.Bitrix24, field => NewValue(history, field));
        history.Timeline.Add("person", $"edits deal {deal}: {string.Join(", ", values)}");
        history.People(() => history.World.Portal.EditDeal(deal, values, person.Bitrix24Id));
        return true;
    }

    public static int? AnyDeal(History history)
    {
        var deals = history.World.Portal.State.Deals.All.Select(deal => deal.Id).ToList();
        return deals.Count == 0 ? null : history.Luck.Pick(deals);
    }

    public static IReadOnlyList<MappedField> SomeFields(History history, int count)
    {
        var fields = history.World.Flows[0].Fields;
        return [.. Enumerable.Range(0, count).Select(_ => history.Luck.Pick(fields)).Distinct()];
    }

    private static void Add(History history)
    {
        var luck = history.Luck;
        var fields = new Dictionary<string, object?>
        {
            ["TITLE"] = $"deal {history.NextValue()}",
            ["STAGE_ID"] = luck.Chance(0.15) ? "WON" : "NEW",
            ["OPPORTUNITY"] = history.NextValue(),
            ["ASSIGNED_BY_ID"] = luck.Pick(history.World.People).Bitrix24Id,
            ["COMPANY_ID"] = luck.Pick(history.World.Companies),
            ["COMMENTS"] = history.World.Comments,
        };
        history.Timeline.Add("person", $"creates a deal: {fields["TITLE"]}");
        history.People(() => history.World.Portal.AddDeal(fields, luck.Pick(history.World.People).Bitrix24Id));
    }

    private static bool Win(History history)
    {
        if (AnyDeal(history) is not { } deal)
        {
            return false;
        }

        history.Timeline.Add("person", $"wins deal {deal}");
        history.People(() => history.World.Portal.EditDeal(deal, new Dictionary<string, object?> { ["STAGE_ID"] = "WON" }, history.World.People[0].Bitrix24Id));
        return true;
    }

    private static bool Delete(History history)
    {
        if (history.World.Portal.State.Deals.All.Count < 2 || AnyDeal(history) is not { } deal)
        {
            return false;
        }

        history.Timeline.Add("person", $"deletes deal {deal}");
        history.People(() => history.World.Portal.DeleteDeal(deal, history.World.People[0].Bitrix24Id));
        return true;
    }

    /// <summary>A robot edits one field of every deal.</summary>
    private static bool Robot(History history)
    {
        var field = history.Luck.Pick(history.World.Flows[0].Fields);
        history.Timeline.Add("robot", $"edits {field.Bitrix24} of all deals");
        foreach (var deal in history.World.Portal.State.Deals.All.Select(deal => deal.Id).ToList())
        {
            var value = NewValue(history, field);
            history.People(() => history.World.Portal.EditDeal(deal, new Dictionary<string, object?> { [field.Bitrix24] = value }, byUserId: null));
        }

        return true;
    }

    private static object? NewValue(History history, MappedField field) => field.Kind switch
    {
        FieldKind.Stage => history.Luck.Pick(history.World.Portal.Stages.Where(stage => stage.CategoryId == 0).ToList()).StageId,
        FieldKind.Number => (decimal)history.NextValue() + (history.Luck.Chance(0.3) ? 0.25m : 0),
        FieldKind.Person => history.Luck.Pick(history.World.People).Bitrix24Id,
        FieldKind.Company => history.Luck.Pick(history.World.Companies),
        FieldKind.Day => history.Luck.Chance(0.1) ? null : new DateOnly(2030, 1, 1).AddDays(history.NextValue()),
        _ => field.CanBeRemoved && history.Luck.Chance(0.1) ? string.Empty : $"b{history.NextValue()}",
    };
}
