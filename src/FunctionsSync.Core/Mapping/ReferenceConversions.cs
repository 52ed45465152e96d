using FunctionsSync.Core.Model;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Core.Mapping;

/// <summary>Other records, by title or as pages of another flow. A record whose page does not exist yet waits.</summary>
internal static class ReferenceConversions
{
    public static Conversion Title { get; } = new(
        value => new Converted.To(value is Reference reference ? FromText(reference.Title) : value), null);

    public static Conversion Titles { get; } = new(
        value => new Converted.To(value is References references ? FromText(string.Join('\n', references.Items.Select(item => item.Title))) : value), null);

    public static Conversion TitleOptions { get; } = new(
        value => new Converted.To(value is References references ? FromChoices(references.Items.Select(item => OptionName.ForNotion(item.Title))) : value), null);

    public static Conversion OnePage { get; } = new(
        value => value is Reference reference ? ToPages(new References([reference])) : new Converted.To(value),
        value => value switch
        {
            References { Items: [var only] } => new Converted.To(only),
            References => new Converted.Refused("Bitrix24 holds one record in this field, Notion relates several pages: leave one of them in the property"),
            _ => new Converted.To(value),
        });

    public static Conversion Pages { get; } = new(
        value => value is References references ? ToPages(references) : new Converted.To(value), Conversion.AsIs);

    private static Converted ToPages(References references)
    {
        var waiting = references.Items.Select(item => item.Target).OfType<RecordRef.Bitrix24>().ToList();
        return waiting.Count == 0
            ? new Converted.To(references)
            : new Converted.Refused($"{string.Join(", ", waiting)} has no page yet: the relation follows when it gets one");
    }
}
