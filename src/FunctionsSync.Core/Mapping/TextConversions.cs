using FunctionsSync.Core.Model;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Core.Mapping;

/// <summary>Text with and without form, and addresses.</summary>
internal static class TextConversions
{
    /// <summary>A title has no formatting of its own: only the words travel.</summary>
    public static Conversion WithoutForm { get; } = new(
        value => new Converted.To(value is FormattedText text ? FromText(text.Plain) : value),
        value => new Converted.To(value is Text text ? FromRuns([new(text.Value)]) : value));

    public static Conversion AsLink { get; } = new(
        value => new Converted.To(value is Text text ? FromLink(text.Value) : value),
        value => new Converted.To(value is Link link ? FromText(link.Url) : value));

    public static Conversion FromLink { get; } = new(
        value => new Converted.To(value is Link link ? FromText(link.Url) : value),
        value => new Converted.To(value is Text text ? CanonicalValue.FromLink(text.Value) : value));
}
