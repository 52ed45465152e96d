using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Templates;

namespace FunctionsSync.Service.Flows;

/// <summary>Binds a template to the fields of an entity.</summary>
internal static class BodyBinder
{
    private static readonly NotionProperty InBody = new() { Id = string.Empty, Name = "page body", Type = "body", Kind = null, IsReadOnly = true };

    private static readonly Conversion AsItIs = new(value => new Converted.To(value), ToBitrix24: null);

    /// <summary>Null where there is no template.</summary>
    public static PageBody? Bind(PageTemplate? template, IReadOnlyList<Bitrix24Field> fields, List<string> errors) =>
        template is null ? null : new(template, [.. template.FieldNames.Select(name => Bind(name, fields, errors)).OfType<FieldMap>()]);

    private static FieldMap? Bind(string name, IReadOnlyList<Bitrix24Field> fields, List<string> errors)
    {
        var field = fields.FirstOrDefault(candidate => string.Equals(candidate.Name, name, StringComparison.OrdinalIgnoreCase));
        if (field?.Kind is null)
        {
            errors.Add(field is null
                ? $"the template shows {{{name}}}, but Bitrix24 has no such field"
                : $"the template shows {{{name}}}, which is of type {field.Type}: this type of field is not read");
            return null;
        }

        return new()
        {
            Key = FieldKey.Of(field.Name, InBody.Name),
            // The body makes blocks of the markup itself.
            Bitrix24 = field.Kind == ValueKind.FormattedText ? field with { Kind = ValueKind.Text } : field,
            Notion = InBody,
            Direction = FieldDirection.ToNotion,
            Policy = ConflictPolicy.Bitrix24,
            Conversion = AsItIs,
        };
    }
}
