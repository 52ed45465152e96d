using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Core.Mapping;

/// <summary>Options by the name people see.</summary>
internal static class ChoiceConversions
{
    public static Conversion One { get; } = new(
        value => new Converted.To(value is Choice choice ? new Choice(OptionName.ForNotion(choice.Name)) : value),
        Conversion.AsIs);

    public static Conversion Many { get; } = new(
        value => new Converted.To(value is Choices choices ? FromChoices(choices.Names.Select(OptionName.ForNotion)) : value),
        Conversion.AsIs);

    public static Conversion Lines { get; } = new(
        value => new Converted.To(value is Choices choices ? FromText(string.Join('\n', choices.Names)) : value),
        value => new Converted.To(value is Text text ? FromChoices(text.Value.Split('\n')) : value));
}
