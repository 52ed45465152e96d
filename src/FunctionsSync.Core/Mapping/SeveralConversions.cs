using FunctionsSync.Core.Model;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Core.Mapping;

/// <summary>Several values as the lines of a text, or as the options of a multi-select.</summary>
internal static class SeveralConversions
{
    public static Conversion Lines(LineFormat format) => new(
        value => new Converted.To(value is Several several ? FromText(string.Join('\n', several.Items.Select(format.Write))) : value),
        value => value is Text text ? Read(LineFormat.Lines(text.Value), format) : new Converted.To(value));

    public static Conversion Options(LineFormat format) => new(
        value => value is Several several ? ToOptions(several, format) : new Converted.To(value),
        value => value is Choices choices ? Read(choices.Names.Select(OptionName.WithCommas), format) : new Converted.To(value));

    private static Converted ToOptions(Several several, LineFormat format)
    {
        var names = several.Items.Select(format.Write).ToList();
        return names.TrueForAll(OptionName.Fits)
            ? new Converted.To(FromChoices(names.Select(OptionName.ForNotion)))
            : new Converted.Refused($"one of the values is longer than the {OptionName.MaxLength} characters of a Notion option: use a text property");
    }

    private static Converted Read(IEnumerable<string> lines, LineFormat format)
    {
        var items = lines.Select(format.Read).ToList();
        return items.TrueForAll(item => item is not null)
            ? new Converted.To(FromSeveral(items.OfType<CanonicalValue>()))
            : new Converted.Refused($"Bitrix24 holds several values in this field, each must be {format.Name}: correct the one that is not");
    }
}
