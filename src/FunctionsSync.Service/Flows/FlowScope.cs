using FunctionsSync.Core.Model;

namespace FunctionsSync.Service.Flows;

/// <summary>Which records a flow pairs. Where that changes, what is no longer among them would look deleted.</summary>
internal static class FlowScope
{
    /// <summary>The order of conditions and of their values does not matter.</summary>
    public static Fingerprint Of(EntityType entity, DataSourceId dataSource, IReadOnlyDictionary<string, IReadOnlyList<string>> filter) =>
        Fingerprint.Of(CanonicalValue.FromText(string.Join('\n', [entity.Value, dataSource.ToString(), .. filter.Select(Condition).Order(StringComparer.Ordinal)])));

    private static string Condition(KeyValuePair<string, IReadOnlyList<string>> condition) =>
        string.Join('\t', [condition.Key, .. condition.Value.Order(StringComparer.Ordinal)]);
}
