using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Mapping;

/// <summary>What became of a value on its way to the other side.</summary>
public abstract record Converted
{
    private Converted()
    {
    }

    public sealed record To(CanonicalValue Value) : Converted;

    /// <summary>The other side cannot hold it. The reason is for an operator and holds no customer value.</summary>
    public sealed record Refused(string Reason) : Converted;
}
