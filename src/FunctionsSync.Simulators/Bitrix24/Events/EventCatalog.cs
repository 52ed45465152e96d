using System.Collections.Frozen;

namespace FunctionsSync.Simulators.Bitrix24.Events;

/// <summary>The events an application may bind, by scope.</summary>
internal static class EventCatalog
{
    private static readonly FrozenDictionary<string, string> ScopeOf = Entries().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static bool Has(string name, IReadOnlyList<string> scopes) =>
        ScopeOf.TryGetValue(name, out var scope) && (scope.Length == 0 || scopes.Contains(scope));

    public static IEnumerable<string> Names(IReadOnlyList<string> scopes) =>
        ScopeOf.Keys.Where(name => Has(name, scopes)).Order(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> Entries()
    {
        foreach (var entity in new[] { "DEAL", "COMPANY", "CONTACT", "LEAD", "QUOTE", "DYNAMICITEM" })
            foreach (var change in new[] { "ADD", "UPDATE", "DELETE" })
                yield return KeyValuePair.Create($"ONCRM{entity}{change}", "crm");
        foreach (var change in new[] { "ADD", "UPDATE", "DELETE", "SETENUMVALUES" })
            yield return KeyValuePair.Create($"ONCRMDEALUSERFIELD{change}", "crm");
        yield return KeyValuePair.Create("ONCRMDEALMOVETOCATEGORY", "crm");
        foreach (var change in new[] { "ADD", "UPDATE", "DELETE" })
            yield return KeyValuePair.Create($"ONTASK{change}", "task");
        foreach (var change in new[] { "INSTALL", "UPDATE", "UNINSTALL" })
            yield return KeyValuePair.Create($"ONAPP{change}", "");
    }
}
