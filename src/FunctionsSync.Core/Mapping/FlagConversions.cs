using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Core.Mapping;

/// <summary>A checkbox is never empty: what nobody has answered yet is shown as no.</summary>
internal static class FlagConversions
{
    public static Conversion CheckBox { get; } = new(
        value => new Converted.To(value is Empty ? new Flag(false) : value),
        Conversion.AsIs);
}
