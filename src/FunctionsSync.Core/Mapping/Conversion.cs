using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Mapping;

/// <summary>How the values of a Bitrix24 field become values of a Notion property and, where that is possible, back.</summary>
/// <param name="ToNotion">Bitrix24's value as Notion can hold it.</param>
/// <param name="ToBitrix24">Notion's value as Bitrix24 can hold it; null for a pair that goes to Notion only.</param>
public sealed record Conversion(Func<CanonicalValue, Converted> ToNotion, Func<CanonicalValue, Converted>? ToBitrix24)
{
    /// <summary>Both sides hold the value in the same form.</summary>
    public static Conversion Same { get; } = new(AsIs, AsIs);

    /// <summary>Whether both sides say the same thing, as far as this pair of fields can tell.</summary>
    public bool AreEqual(CanonicalValue bitrix24, CanonicalValue notion) =>
        (ToNotion(bitrix24) is Converted.To toNotion && toNotion.Value.SaysTheSameAs(notion))
        || (ToBitrix24?.Invoke(notion) is Converted.To toBitrix24 && toBitrix24.Value.SaysTheSameAs(bitrix24));

    internal static Converted.To AsIs(CanonicalValue value) => new(value);
}
