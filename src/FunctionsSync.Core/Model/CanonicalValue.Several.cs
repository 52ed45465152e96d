namespace FunctionsSync.Core.Model;

public abstract partial record CanonicalValue
{
    public static CanonicalValue FromSeveral(IEnumerable<CanonicalValue> items)
    {
        var several = new Several(items);
        return several.Items.Count == 0 ? new Empty() : several;
    }

    /// <summary>Several values of one kind, in their order; empty ones are left out.</summary>
    public sealed record Several : CanonicalValue
    {
        public Several(IEnumerable<CanonicalValue> items) => Items = [.. items.Where(item => item is not Empty)];

        public IReadOnlyList<CanonicalValue> Items { get; }

        public override string Encode() => Canonical.EncodeList("several", Items.Select(item => item.Encode()));

        public bool Equals(Several? other) => other is not null && Encode() == other.Encode();

        public override int GetHashCode() => Encode().GetHashCode(StringComparison.Ordinal);
    }
}
