namespace FunctionsSync.Simulation.Steps;

/// <summary>What administrators do to the systems themselves.</summary>
internal static class Administrators
{
    public static IReadOnlyList<Step> Steps { get; } =
    [
        new(0.6, RenameStage), new(0.4, RemoveStage), new(0.5, Unshare), new(0.5, Forbid), new(0.5, Allow),
    ];

    private static bool RenameStage(History history)
    {
        var stage = history.Luck.Pick(history.World.Portal.Stages.Where(stage => stage.CategoryId == 0).ToList());
        var name = $"{stage.Name.Split(" (")[0]} ({history.NextValue()})";
        history.Timeline.Add("admin", $"renames the stage {stage.Name} to {name}");
        history.People(() => history.World.Portal.RenameStage(stage.StageId, name), isWholesale: true);
        return true;
    }

    private static bool RemoveStage(History history)
    {
        var removable = history.World.Portal.Stages.Where(stage => stage is { CategoryId: 0, Semantics: 'P' } && stage.StageId != "NEW").ToList();
        if (removable.Count == 0)
        {
            return false;
        }

        var stage = history.Luck.Pick(removable);
        history.Timeline.Add("admin", $"removes the stage {stage.Name}");
        history.People(() => history.World.Portal.RemoveStage(stage.StageId, moveDealsTo: "NEW"), isWholesale: true);
        return true;
    }

    private static bool Unshare(History history)
    {
        var flow = history.Luck.Pick(history.World.Flows);
        history.Timeline.Add("admin", $"takes {flow.Name} away from the connection");
        history.World.Workspace.Unshare(flow.DatabaseId);
        // Pages that were found out of reach are looked at again by a full comparison only.
        history.NeedsResync = true;
        history.Scheduler.In(history.Luck.Between(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(8)), () =>
        {
            history.Timeline.Add("admin", $"gives {flow.Name} back to the connection");
            history.World.Workspace.Share(flow.DatabaseId);
        });
        return true;
    }

    private static bool Forbid(History history)
    {
        if (InBitrix24.AnyDeal(history) is not { } deal)
        {
            return false;
        }

        history.Timeline.Add("admin", $"takes the application's right to deal {deal}");
        history.World.Portal.SetDealForbidden(deal, true);
        history.World.OnceForbidden.Add(deal);
        return true;
    }

    private static bool Allow(History history)
    {
        var forbidden = history.World.Portal.State.Deals.All.Where(deal => history.World.IsForbidden(deal.Id)).ToList();
        if (forbidden.Count == 0)
        {
            return false;
        }

        history.Timeline.Add("admin", $"gives back the application's right to all deals");
        forbidden.ForEach(deal => history.World.Portal.SetDealForbidden(deal.Id, false));
        return true;
    }
}
