using System.Globalization;
using FunctionsSync.Core.Model;
using FunctionsSync.Service.Configuration;

namespace FunctionsSync.Service.Intake;

/// <summary>
/// What the portal calls the events about each kind of record. Sources: https://apidocs.bitrix24.com/api-reference/crm/,
/// https://apidocs.bitrix24.com/api-reference/crm/universal/events/, https://apidocs.bitrix24.com/api-reference/tasks/events-tasks/.
/// </summary>
public static class Bitrix24EventNames
{
    private const string SmartProcessStem = "ONCRMDYNAMICITEM";

    /// <summary>A deal that changes its pipeline may raise no other event than this.</summary>
    private const string DealMoved = "ONCRMDEALMOVETOCATEGORY";

    private static readonly string[] Changes = ["ADD", "UPDATE", "DELETE"];

    private static readonly (string Stem, EntityType Entity)[] Stems =
    [
        ("ONCRMDEAL", EntityType.Deal),
        ("ONCRMCOMPANY", EntityType.Company),
        ("ONCRMCONTACT", EntityType.Contact),
        ("ONCRMLEAD", EntityType.Lead),
        ("ONTASK", EntityType.Task),
    ];

    /// <summary>The events that the flows need, each once.</summary>
    public static IReadOnlyList<string> For(SyncFile file) =>
        [.. file.Flows.Select(flow => flow.Bitrix24.Entity).OfType<string>().SelectMany(entity => About(new(entity))).Distinct()];

    /// <summary>The events about a kind of record; none for a kind that is not known.</summary>
    public static IEnumerable<string> About(EntityType entity)
    {
        var names = StemOf(entity) is { } stem ? Changes.Select(change => stem + change) : [];
        return entity == EntityType.Deal ? names.Append(DealMoved) : names;
    }

    /// <summary>The kind of record that an event is about; null for an event about something else.</summary>
    /// <param name="name">The event's name, in upper case.</param>
    /// <param name="entityTypeId">The number it carries where it is about a smart process.</param>
    public static EntityType? EntityOf(string name, string? entityTypeId)
    {
        if (name == DealMoved)
        {
            return EntityType.Deal;
        }

        if (Stems.FirstOrDefault(known => Changes.Any(change => name == known.Stem + change)) is { Stem: not null } found)
        {
            return found.Entity;
        }

        // The events of one smart process only have its number at the end of their names.
        return Changes.Any(change => name == SmartProcessStem + change || name.StartsWith($"{SmartProcessStem}{change}_", StringComparison.Ordinal))
            && int.TryParse(entityTypeId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? EntityType.SmartProcess(id)
                : null;
    }

    private static string? StemOf(EntityType entity) => entity.IsSmartProcess
        ? SmartProcessStem
        : Stems.FirstOrDefault(known => known.Entity == entity).Stem;
}
