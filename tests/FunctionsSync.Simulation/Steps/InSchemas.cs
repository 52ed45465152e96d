using FunctionsSync.Simulation.Worlds;

namespace FunctionsSync.Simulation.Steps;

/// <summary>What people do to the properties of a database, and operators who are told that a flow does not fit any more.</summary>
internal static class InSchemas
{
    public static IReadOnlyList<Step> Steps { get; } = [new(0.6, Rename), new(0.4, Replace), new(1, Correct)];

    /// <summary>
    /// A property was given another name before any mapping knew it: a program that was started since cannot find it, and says so. Where it never knew
    /// one for the field, it does nothing at all until there is one.
    /// </summary>
    public static bool Correct(History history)
    {
        var wanted = history.World.Flows
            .SelectMany(flow => flow.Fields, (flow, field) => (Flow: flow, Field: field))
            .Where(each => history.Fleet.Timed.FoundMisfit
                ? history.World.PropertyId(each.Flow.DataSourceId, each.Field.Notion) is null
                : history.World.IsRenamed(each.Flow, each.Field) && !history.Storage.Remembers(each.Flow, each.Field))
            .ToList();
        history.Fleet.Timed.FoundMisfit = false;
        foreach (var (flow, field) in wanted)
        {
            if (flow.PropertyIds[field] is { } property)
            {
                Rename(history, flow, field, property, field.Notion);
            }
            else
            {
                Add(history, flow, field);
            }
        }

        return wanted.Count > 0;
    }

    private static bool Rename(History history)
    {
        var flow = history.Luck.Pick(history.World.Flows);
        var field = history.Luck.Pick(flow.Fields);
        if (flow.PropertyIds[field] is not { } property)
        {
            return false;
        }

        Rename(history, flow, field, property, $"{field.Notion} {history.NextValue()}");
        return true;
    }

    /// <summary>A property is removed with all its values; after a while somebody adds another of its name.</summary>
    private static bool Replace(History history)
    {
        var flow = history.Luck.Pick(history.World.Flows);
        var field = history.Luck.Pick(flow.Fields);
        if (flow.PropertyIds[field] is not { } property || !field.CanBeRemoved)
        {
            return false;
        }

        history.Timeline.Add("admin", $"removes the property {field.Notion} of {flow.Name}");
        history.World.Workspace.DeleteProperty(flow.DataSourceId, Uri.EscapeDataString(property));
        flow.PropertyIds[field] = null;
        history.Observer.PropertyReplaced(flow, field);
        if (history.Luck.Chance(0.8))
        {
            history.Scheduler.In(history.Luck.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15)), () => Add(history, flow, field));
        }

        return true;
    }

    private static void Rename(History history, SyncedFlow flow, MappedField field, string property, string name)
    {
        history.Timeline.Add("admin", $"renames the property {field.Notion} of {flow.Name} to {name}");
        history.World.Workspace.RenameProperty(flow.DataSourceId, Uri.EscapeDataString(property), name);
    }

    private static void Add(History history, SyncedFlow flow, MappedField field)
    {
        if (flow.PropertyIds[field] is not null)
        {
            // Somebody was quicker.
            return;
        }

        history.Timeline.Add("admin", $"adds a property {field.Notion} to {flow.Name}");
        history.World.Workspace.AddProperty(flow.DataSourceId, field.Notion, field.Definition);
        flow.PropertyIds[field] = history.World.PropertyId(flow.DataSourceId, field.Notion);
        history.Observer.PropertyReplaced(flow, field);
    }
}
