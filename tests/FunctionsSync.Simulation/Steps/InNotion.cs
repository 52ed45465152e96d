using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Simulation.Oracle;
using FunctionsSync.Simulation.Worlds;

namespace FunctionsSync.Simulation.Steps;

/// <summary>What people do in Notion.</summary>
internal static class InNotion
{
    public static IReadOnlyList<Step> Steps { get; } =
    [
        new(20, Edit), new(1.2, Trash), new(1.2, Restore), new(0.5, Archive), new(0.7, Unarchive), new(0.6, Duplicate), new(8, AroundTheTurnOfAMinute),
    ];

    public static bool Edit(History history) => AnyPair(history) is { } pair && Edit(history, pair, SomeFields(history, pair, history.Luck.Between(1, 2)));

    public static bool Edit(History history, Pair pair, IReadOnlyList<MappedField> fields)
    {
        if (fields.Count == 0 || !IsThere(history, pair))
        {
            return false;
        }

        var values = new JsonObject(fields.Select(field => KeyValuePair.Create(
            Uri.EscapeDataString(pair.Flow.PropertyIds[field] ?? string.Empty), (JsonNode?)NewValue(history, field))));
        history.Timeline.Add("person", $"edits page {pair.Page[..8]} of deal {pair.Deal} in {pair.Flow.Name}: {string.Join(", ", fields.Select(field => field.Notion))}");
        history.People(() => history.World.Workspace.EditAsPerson(pair.Page, values, history.Luck.Pick(history.World.People).NotionId));
        return true;
    }

    /// <summary>A page that people can edit.</summary>
    public static Pair? AnyPair(History history) => Any(history, pair => IsThere(history, pair));

    public static IReadOnlyList<MappedField> SomeFields(History history, Pair pair, int count)
    {
        var fields = pair.Flow.Fields.Where(field => pair.Flow.PropertyIds[field] is not null).ToList();
        return [.. Enumerable.Range(0, count).Select(_ => history.Luck.Pick(fields)).Distinct()];
    }

    private static Pair? Any(History history, Func<Pair, bool> wanted)
    {
        var pairs = history.Observer.Pairs.Where(wanted).ToList();
        return pairs.Count == 0 ? null : history.Luck.Pick(pairs);
    }

    private static bool IsThere(History history, Pair pair) => history.World.Workspace.State.Pages[pair.Page].Current is { InTrash: false, IsArchived: false };

    private static bool Trash(History history) =>
        Do(history, AnyPair(history), "puts into the trash", history.World.Workspace.TrashAsPerson);

    private static bool Restore(History history)
    {
        var pair = Any(history, pair => history.World.Workspace.State.Pages[pair.Page].Current.InTrash);
        return Do(history, pair, "takes out of the trash", history.World.Workspace.RestoreAsPerson);
    }

    private static bool Archive(History history) => Do(history, AnyPair(history), "archives", history.World.Workspace.ArchiveAsPerson);

    private static bool Unarchive(History history)
    {
        var pair = Any(history, pair => history.World.Workspace.State.Pages[pair.Page].Current is { IsArchived: true, InTrash: false });
        return Do(history, pair, "unarchives", history.World.Workspace.UnarchiveAsPerson);
    }

    private static bool Duplicate(History history) =>
        Do(history, AnyPair(history), "duplicates", (page, person) => history.World.Workspace.DuplicateAsPerson(page, person));

    private static bool Do(History history, Pair? pair, string what, Action<string, string> act)
    {
        if (pair is null)
        {
            return false;
        }

        history.Timeline.Add("person", $"{what} page {pair.Page[..8]} of deal {pair.Deal} in {pair.Flow.Name}");
        history.People(() => act(pair.Page, history.World.People[0].NotionId));
        return true;
    }

    /// <summary>
    /// Notion tells the minute of an edit only, and shows edits late: some are in the old minute, others, of other pages, in the new one, and a poll is
    /// due that may see these and not those.
    /// </summary>
    public static bool AroundTheTurnOfAMinute(History history)
    {
        var turn = TimeSpan.FromTicks(TimeSpan.TicksPerMinute - (history.Scheduler.Now.UtcTicks % TimeSpan.TicksPerMinute));
        foreach (var seconds in new[] { -1.2, -0.6, -0.3, 0.02, 0.05, 0.08 })
        {
            var at = turn + TimeSpan.FromSeconds(seconds + (0.1 * history.Luck.Share()));
            history.Scheduler.In(at > TimeSpan.Zero ? at : TimeSpan.Zero, () => Edit(history));
        }

        return true;
    }

    private static JsonObject NewValue(History history, MappedField field) => field.Kind switch
    {
        FieldKind.Stage => new() { ["select"] = new JsonObject { ["name"] = history.Luck.Pick(history.World.Portal.Stages.Where(stage => stage.CategoryId == 0).ToList()).Name } },
        FieldKind.Number => new() { ["number"] = history.NextValue() + (history.Luck.Chance(0.3) ? 0.5 : 0) },
        FieldKind.Person => new() { ["people"] = new JsonArray(new JsonObject { ["id"] = history.Luck.Pick(history.World.People).NotionId }) },
        FieldKind.Day => new() { ["date"] = history.Luck.Chance(0.1) ? null : new JsonObject { ["start"] = new DateOnly(2030, 1, 1).AddDays(history.NextValue()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) } },
        _ when field.Notion == "Name" => new() { ["title"] = Text($"n{history.NextValue()}") },
        _ => new() { ["rich_text"] = history.Luck.Chance(0.1) ? [] : Text($"n{history.NextValue()}") },
    };

    private static JsonArray Text(string text) => [new JsonObject { ["text"] = new JsonObject { ["content"] = text } }];
}
