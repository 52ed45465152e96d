using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Service.Configuration;

namespace FunctionsSync.Service.Flows;

/// <summary>Binds one element of <c>fields</c> to a field of the portal and a property of the data source.</summary>
/// <param name="fields">The fields of the flow's entity.</param>
/// <param name="properties">The properties of the flow's data source.</param>
/// <param name="flows">All flows of the file, by name: relations point at them.</param>
internal sealed class FieldBinder(
    IReadOnlyList<Bitrix24Field> fields, IReadOnlyList<NotionProperty> properties, IReadOnlyDictionary<string, FlowSettings> flows)
{
    private static readonly string[] StageFields = ["STAGE_ID", "STATUS_ID", "STATUS"];

    public static FieldKey KeyOf(FieldSettings settings) => FieldKey.Of(settings.Bitrix24 ?? string.Empty, settings.Notion ?? string.Empty);

    /// <param name="settings">What <c>sync.json</c> says of the field.</param>
    /// <param name="ids">The ids of the properties it was paired with before: where none has the configured name any more, one of these was renamed.</param>
    /// <param name="errors">Takes what does not fit.</param>
    /// <returns>Null when something does not fit.</returns>
    public FieldMap? Bind(FieldSettings settings, IEnumerable<string> ids, ICollection<string> errors)
    {
        var field = fields.FirstOrDefault(candidate => string.Equals(candidate.Name, settings.Bitrix24, StringComparison.OrdinalIgnoreCase));
        var property = properties.FirstOrDefault(candidate => candidate.Name == settings.Notion)
            ?? ids.Select(id => properties.FirstOrDefault(candidate => candidate.Id == id)).FirstOrDefault(found => found is not null);
        if (field is null)
        {
            errors.Add($"Bitrix24 has no field '{settings.Bitrix24}'");
        }

        if (property is null)
        {
            errors.Add($"Notion has no property '{settings.Notion}': add it, or correct the name");
        }

        return field is null || property is null ? null : Pair(settings, field, property, errors);
    }

    private FieldMap? Pair(FieldSettings settings, Bitrix24Field field, NotionProperty property, ICollection<string> errors)
    {
        if (FieldPair.Of(field with { Values = new(settings.Values) }, property) is not { } pair)
        {
            errors.Add($"{field.Name} ({TypeOf(field)}) cannot be paired with '{property.Name}' ({property.Type}): {PropertyTypes.Supported(field)}");
            return null;
        }

        if (FindRelation(settings, field, property, errors) is not { } relation)
        {
            return null;
        }

        var bothWays = pair.Conversion.ToBitrix24 is not null && !field.IsReadOnly;
        if (!bothWays && settings.Direction is FieldDirection.Both or FieldDirection.ToBitrix24)
        {
            errors.Add($"{field.Name} cannot be written from '{property.Name}': set its direction to toNotion, or leave it out");
            return null;
        }

        return new()
        {
            Key = KeyOf(settings),
            Bitrix24 = pair.Bitrix24,
            Notion = pair.Notion,
            Direction = settings.Direction ?? (bothWays ? FieldDirection.Both : FieldDirection.ToNotion),
            Policy = settings.Policy ?? (StageFields.Contains(field.Name) ? ConflictPolicy.Bitrix24 : ConflictPolicy.LastWriteWins),
            Conversion = pair.Conversion,
            Relation = relation.Target,
        };
    }

    /// <summary>Null when a relation does not fit; an empty answer where none is meant.</summary>
    private FoundRelation? FindRelation(FieldSettings settings, Bitrix24Field field, NotionProperty property, ICollection<string> errors)
    {
        if (property.Kind != ValueKind.References)
        {
            if (settings.Relation is null)
            {
                return new(null);
            }

            errors.Add($"'{property.Name}' ({property.Type}) is no relation: take 'relation' out of the field, or make the property a relation");
            return null;
        }

        if (settings.Relation is { } name && flows.TryGetValue(name, out var target))
        {
            var entity = new EntityType(target.Bitrix24.Entity ?? string.Empty);
            if (field.Refers is not { } refers || refers == entity)
            {
                return new(new RelationTarget(new(name), entity));
            }

            errors.Add($"{field.Name} refers to a {refers} and the flow '{name}' is of {entity} records: name a flow of {refers} records");
            return null;
        }

        errors.Add($"'{property.Name}' is a relation: set 'relation' of the field to the flow whose pages it relates to ({string.Join(", ", flows.Keys)})");
        return null;
    }

    private static string TypeOf(Bitrix24Field field) => field.IsMultiple ? $"multiple {field.Type}" : field.Type;

    private sealed record FoundRelation(RelationTarget? Target);
}
