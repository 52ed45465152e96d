using FunctionsSync.Core.Mapping;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>Codes of choices and the names they go by in Notion: rows of a dictionary, options of a list field, or currencies.</summary>
internal sealed class Bitrix24Choices(Bitrix24StatusDirectory statuses)
{
    /// <summary>Null for a code that the portal does not know any more.</summary>
    public async Task<string?> NameAsync(Bitrix24Field field, string code, long? pipeline, CancellationToken cancellationToken)
    {
        if (IsOpen(field))
        {
            return field.Values.NameOf(code, code);
        }

        bool IsMeant(FieldOption option) => Bitrix24Stages.IsCode(option.Code, code);
        var known = await OptionsAsync(field, pipeline, IsMeant, cancellationToken);
        return known.FirstOrDefault(IsMeant) is { } option ? field.Values.NameOf(option.Code, option.Name) : null;
    }

    /// <summary>Null for a name that stands for none of the field's options.</summary>
    public async Task<string?> CodeAsync(Bitrix24Field field, string name, long? pipeline, CancellationToken cancellationToken)
    {
        if (IsOpen(field))
        {
            var code = field.Values.NotionByBitrix24.FirstOrDefault(pair => OptionName.Matches(name, pair.Value)).Key ?? name;
            return Bitrix24Money.IsCode(code) ? code.ToUpperInvariant() : null;
        }

        bool IsMeant(FieldOption option) => OptionName.Matches(name, field.Values.NameOf(option.Code, option.Name));
        var known = await OptionsAsync(field, pipeline, IsMeant, cancellationToken);
        return known.FirstOrDefault(IsMeant) is { } option ? Bitrix24Stages.CodeIn(option.Code, field, pipeline) : null;
    }

    /// <summary>The names there are, for a reason.</summary>
    public async Task<string> NamesAsync(Bitrix24Field field, long? pipeline, CancellationToken cancellationToken) => IsOpen(field)
        ? "three-letter codes such as EUR"
        : string.Join(", ", (await OptionsAsync(field, pipeline, _ => true, cancellationToken)).Select(option => field.Values.NameOf(option.Code, option.Name)));

    /// <summary>Currencies have no dictionary among the statuses: the code is the name.</summary>
    private static bool IsOpen(Bitrix24Field field) => field is { Dictionary: null, Options.Count: 0, Type: not Bitrix24Types.Enumeration };

    private async Task<IEnumerable<FieldOption>> OptionsAsync(
        Bitrix24Field field, long? pipeline, Func<FieldOption, bool> wanted, CancellationToken cancellationToken) => field.Dictionary is null
            ? field.Options
            : (await statuses.ReadAsync(Bitrix24Stages.DictionaryOf(field, pipeline), row => wanted(Option(row)), cancellationToken)).Select(Option);

    private static FieldOption Option(Bitrix24Status row) => new(row.Code, row.Name);
}
