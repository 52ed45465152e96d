using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Service.Configuration;

namespace FunctionsSync.Service.Flows;

/// <summary>Binds <c>onDelete</c> to the field and the property its marks name, which need not be mapped.</summary>
internal static class DeletionBinder
{
    public static FlowDeletion Bind(
        DeletionSettings settings, IReadOnlyList<Bitrix24Field> fields, IReadOnlyList<NotionProperty> properties, List<string> errors) => new()
        {
            Bitrix24 = settings.Bitrix24,
            Notion = settings.Notion,
            Bitrix24Mark = settings.Bitrix24 is DeletionRule.Mark inBitrix24
                ? Bind(inBitrix24, "Bitrix24 has no field", fields, field => field.Name, field => field.Kind, field => field.IsReadOnly, errors)
                : null,
            NotionMark = settings.Notion is DeletionRule.Mark inNotion
                ? Bind(inNotion, "Notion has no property", properties, property => property.Name, property => property.Kind, property => property.IsReadOnly, errors)
                : null,
        };

    private static DeletionMark<TField>? Bind<TField>(
        DeletionRule.Mark mark, string none, IReadOnlyList<TField> fields, Func<TField, string> name, Func<TField, ValueKind?> kind, Func<TField, bool> isReadOnly,
        List<string> errors)
        where TField : class
    {
        if (fields.FirstOrDefault(candidate => string.Equals(name(candidate), mark.Field, StringComparison.OrdinalIgnoreCase)) is not { } field)
        {
            errors.Add($"{none} '{mark.Field}' for the mark of onDelete: add it, or correct the name");
            return null;
        }

        var value = (kind(field), mark.Value) switch
        {
            (ValueKind.Choice, CanonicalValue.Text text) => CanonicalValue.FromChoice(text.Value),
            (ValueKind.Choice, CanonicalValue.Choice) or (ValueKind.Text, CanonicalValue.Text) or (ValueKind.Flag, CanonicalValue.Flag) => mark.Value,
            _ => null,
        };
        if (value is null || isReadOnly(field))
        {
            errors.Add($"'{mark.Field}' cannot hold the mark of onDelete: name a writable text, list or yes/no field, and a value it can take");
            return null;
        }

        return new(field, value);
    }
}
