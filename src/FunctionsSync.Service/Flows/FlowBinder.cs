using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;

namespace FunctionsSync.Service.Flows;

/// <summary>Binds what <c>sync.json</c> says to what the two systems say about themselves.</summary>
public sealed class FlowBinder(IBitrix24Schema bitrix24, INotionSchema notion, PageTemplates templates)
{
    private static readonly string[] StageFields = ["STAGE_ID", "STATUS_ID", "STATUS"];

    /// <exception cref="ConfigurationException">Something does not fit: everything that does not is named.</exception>
    /// <exception cref="RemoteException">A system could not be asked.</exception>
    public async Task<Flow> BindAsync(FlowSettings settings, CancellationToken cancellationToken)
    {
        var entity = new EntityType(settings.Bitrix24.Entity ?? string.Empty);
        var dataSource = await ResolveAsync(settings, cancellationToken);
        var properties = await notion.ReadPropertiesAsync(dataSource, cancellationToken);
        var bitrix24Fields = await bitrix24.ReadFieldsAsync(entity, cancellationToken);
        var errors = new List<string>();
        var idProperty = BindIdProperty(settings, properties, errors);
        var fields = settings.Fields.Select(field => BindField(field, bitrix24Fields, properties, errors)).OfType<FieldMap>().ToList();
        var keyFields = settings.KeyFields.Select(name => BindKeyField(name, fields, errors)).OfType<FieldMap>().ToList();
        CheckWriters(fields, idProperty, errors);
        var body = BodyBinder.Bind(templates.Find(settings.Template), bitrix24Fields, errors);
        var onDelete = DeletionBinder.Bind(settings.OnDelete, bitrix24Fields, properties, errors);
        if (idProperty is null || errors.Count > 0)
        {
            throw new ConfigurationException($"The flow '{settings.Name}' does not fit: {string.Join("; ", errors)}.");
        }

        return new()
        {
            Name = new(settings.Name ?? string.Empty),
            Entity = entity,
            DataSource = dataSource,
            IdProperty = idProperty,
            Create = settings.Create,
            KeyFields = keyFields,
            Body = body,
            Initial = settings.Initial,
            TieBreaker = settings.TieBreaker,
            Scope = FlowScope.Of(entity, dataSource, settings.Bitrix24.Filter),
            OnDelete = onDelete,
            Fields = fields,
        };
    }

    /// <summary>A database of several data sources is never guessed about.</summary>
    private async Task<DataSourceId> ResolveAsync(FlowSettings settings, CancellationToken cancellationToken)
    {
        if (DataSourceId.TryParse(settings.Notion.DataSource, out var configured))
        {
            return configured;
        }

        var sources = await notion.ReadDataSourcesAsync(Guid.Parse(settings.Notion.Database ?? string.Empty), cancellationToken);
        return sources is [var only]
            ? only
            : throw new ConfigurationException(
                $"The Notion database of the flow '{settings.Name}' has {sources.Count} data sources: set notion.dataSource to the one meant (the database's menu, 'Manage data sources').");
    }

    private static NotionProperty? BindIdProperty(FlowSettings settings, IReadOnlyList<NotionProperty> properties, List<string> errors)
    {
        var name = settings.Notion.IdProperty;
        var property = properties.FirstOrDefault(candidate => candidate.Name == name);
        if (property?.Type is "number" or "rich_text")
        {
            return property;
        }

        errors.Add(property is null
            ? $"Notion has no property '{name}' for the Bitrix24 id: add a number property of that name"
            : $"the Notion property '{name}' for the Bitrix24 id is of type {property.Type}: make it a number or text property");
        return null;
    }

    private static FieldMap? BindKeyField(string name, IReadOnlyList<FieldMap> fields, List<string> errors)
    {
        var field = fields.FirstOrDefault(candidate => string.Equals(candidate.Bitrix24.Name, name, StringComparison.OrdinalIgnoreCase));
        if (field?.Notion.Kind is ValueKind.Text or ValueKind.Number or ValueKind.Choice)
        {
            return field;
        }

        errors.Add(field is null
            ? $"the key field {name} is none of the flow's fields"
            : $"the key field {name} is paired with '{field.Notion.Name}' ({field.Notion.Type}), which cannot be searched for: use one with text, a number or a choice");
        return null;
    }

    /// <summary>What two fields write, each would take for an edit of the other, without end.</summary>
    private static void CheckWriters(List<FieldMap> fields, NotionProperty? idProperty, List<string> errors)
    {
        errors.AddRange(fields.Where(field => field.Notion.Id == idProperty?.Id)
            .Select(field => $"the Notion property '{field.Notion.Name}' holds the Bitrix24 id: map {field.Bitrix24.Name} to another"));
        errors.AddRange(fields.Where(field => field.Direction != FieldDirection.ToBitrix24)
            .GroupBy(field => field.Notion.Name, field => field.Bitrix24.Name)
            .Where(writers => writers.Count() > 1)
            .Select(writers => $"the Notion property '{writers.Key}' is written from {string.Join(" and ", writers)}: keep one of them"));
        errors.AddRange(fields.Where(field => field.Direction != FieldDirection.ToNotion)
            .GroupBy(field => field.Bitrix24.Name, field => $"'{field.Notion.Name}'")
            .Where(writers => writers.Count() > 1)
            .Select(writers => $"{writers.Key} is written from {string.Join(" and ", writers)}: "
                + "set the direction of all but one to toNotion"));
    }

    private static FieldMap? BindField(
        FieldSettings settings, IReadOnlyList<Bitrix24Field> fields, IReadOnlyList<NotionProperty> properties, List<string> errors)
    {
        var field = fields.FirstOrDefault(candidate => string.Equals(candidate.Name, settings.Bitrix24, StringComparison.OrdinalIgnoreCase));
        var property = properties.FirstOrDefault(candidate => candidate.Name == settings.Notion);
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

    private static FieldMap? Pair(FieldSettings settings, Bitrix24Field field, NotionProperty property, List<string> errors)
    {
        var conversion = field.Kind is { } from && property.Kind is { } to ? Conversions.Find(from, to) : null;
        if (conversion is null)
        {
            var partners = field.Kind is { } kind ? string.Join(", ", Conversions.PartnersOf(kind)) : string.Empty;
            errors.Add($"{field.Name} ({field.Type}) cannot be paired with '{property.Name}' ({property.Type})"
                + (partners.Length > 0 ? $": it goes with properties that hold {partners}" : ": this type of field is not synchronised"));
            return null;
        }

        var bothWays = conversion.ToBitrix24 is not null && !field.IsReadOnly;
        if (!bothWays && settings.Direction is (FieldDirection.Both or FieldDirection.ToBitrix24))
        {
            errors.Add($"{field.Name} cannot be written from '{property.Name}': set its direction to toNotion, or leave it out");
            return null;
        }

        return new()
        {
            Key = FieldKey.Of(settings.Bitrix24 ?? string.Empty, settings.Notion ?? string.Empty),
            Bitrix24 = field,
            Notion = property,
            Direction = settings.Direction ?? (bothWays ? FieldDirection.Both : FieldDirection.ToNotion),
            Policy = settings.Policy ?? (StageFields.Contains(field.Name) ? ConflictPolicy.Bitrix24 : ConflictPolicy.LastWriteWins),
            Conversion = conversion,
        };
    }
}
