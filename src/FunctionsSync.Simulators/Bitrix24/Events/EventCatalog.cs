using System.Collections.Frozen;
using System.Globalization;

namespace FunctionsSync.Simulators.Bitrix24.Events;

/// <summary>The events an application may bind, by scope.</summary>
internal static class EventCatalog
{
    private static readonly string[] Changes = ["ADD", "UPDATE", "DELETE"];
    private static readonly FrozenDictionary<string, string> ScopeOf = Entries().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static bool Has(string name, IReadOnlyList<string> scopes, IEnumerable<int> smartProcesses) =>
        Names(scopes, smartProcesses).Contains(name, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Names(IReadOnlyList<string> scopes, IEnumerable<int> smartProcesses)
    {
        var ofSmartProcesses = scopes.Contains("crm")
            ? smartProcesses.SelectMany(typeId => Changes.Select(change => OfSmartProcess("ONCRMDYNAMICITEM" + change, typeId)))
            : [];
        return ScopeOf.Where(entry => entry.Value.Length == 0 || scopes.Contains(entry.Value)).Select(entry => entry.Key)
            .Concat(ofSmartProcesses).Order(StringComparer.Ordinal);
    }

    /// <summary>The event of one smart process only: <c>ONCRMDYNAMICITEMADD_147</c>.</summary>
    public static string OfSmartProcess(string name, int entityTypeId) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}_{entityTypeId}");

    private static IEnumerable<KeyValuePair<string, string>> Entries()
    {
        foreach (var entity in new[] { "DEAL", "COMPANY", "CONTACT", "LEAD", "QUOTE", "DYNAMICITEM" })
            foreach (var change in Changes)
                yield return KeyValuePair.Create($"ONCRM{entity}{change}", "crm");
        foreach (var entity in new[] { "DEAL", "COMPANY", "CONTACT", "LEAD", "TYPE" })
            foreach (var change in Changes.Append("SETENUMVALUES"))
                yield return KeyValuePair.Create($"ONCRM{entity}USERFIELD{change}", "crm");
        yield return KeyValuePair.Create("ONCRMDEALMOVETOCATEGORY", "crm");
        foreach (var change in Changes)
            yield return KeyValuePair.Create($"ONTASK{change}", "task");
        foreach (var change in new[] { "INSTALL", "UPDATE", "UNINSTALL" })
            yield return KeyValuePair.Create($"ONAPP{change}", "");
    }
}
