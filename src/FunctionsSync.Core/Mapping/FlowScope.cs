using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Mapping;

/// <summary>Which records a flow pairs. Where that changes, what is no longer among them would look deleted.</summary>
public static class FlowScope
{
    public static Fingerprint Of(Flow flow) => Fingerprint.Of(CanonicalValue.FromText($"{flow.Entity}\n{flow.DataSource}"));
}
