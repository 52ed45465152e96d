using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;

namespace FunctionsSync.Service.Flows;

/// <summary>Binds what <c>sync.json</c> says to what the two systems say about themselves.</summary>
public sealed class FlowBinder(IBitrix24Schema bitrix24, INotionSchema notion, FormerProperties former, PageTemplates templates, SyncFile file)
{
    private readonly Dictionary<string, FlowSettings> _flows = file.Flows
        .Where(flow => flow.Name is not null)
        .DistinctBy(flow => flow.Name, StringComparer.Ordinal)
        .ToDictionary(flow => flow.Name ?? string.Empty, StringComparer.Ordinal);

    /// <summary>Binds a flow for the first time in this process. A field that its mappings know, and whose property is gone, is suspended: it fitted once.</summary>
    /// <exception cref="ConfigurationException">Something does not fit: everything that does not is named.</exception>
    /// <exception cref="RemoteException">A system could not be asked.</exception>
    public Task<Flow> BindAsync(FlowSettings settings, CancellationToken cancellationToken) => BindAsync(settings, null, cancellationToken);

    /// <summary>Binds a flow again: fields that fitted once and do not any more are suspended, and all others go on.</summary>
    /// <exception cref="ConfigurationException">The property of the Bitrix24 id is gone: without it nothing may be created.</exception>
    /// <exception cref="RemoteException">A system could not be asked.</exception>
    public Task<Flow> RebindAsync(Flow known, FlowSettings settings, CancellationToken cancellationToken) => BindAsync(settings, known, cancellationToken);

    private async Task<Flow> BindAsync(FlowSettings settings, Flow? known, CancellationToken cancellationToken)
    {
        var entity = new EntityType(settings.Bitrix24.Entity ?? string.Empty);
        var dataSource = known?.DataSource ?? await ResolveAsync(settings, cancellationToken);
        var properties = await notion.ReadPropertiesAsync(dataSource, cancellationToken);
        var bitrix24Fields = await bitrix24.ReadFieldsAsync(entity, cancellationToken);
        var binder = new FieldBinder(bitrix24Fields, properties, _flows);
        var ids = await FindIdsAsync(settings, known, properties, cancellationToken);
        var errors = new List<string>();
        var suspended = new Dictionary<FieldKey, string>();
        var fields = new List<FieldMap>();
        foreach (var field in settings.Fields)
        {
            var (key, misfits) = (FieldBinder.KeyOf(field), new List<string>());
            if (binder.Bind(field, ids[key], misfits) is { } map)
            {
                fields.Add(map);
                continue;
            }

            errors.AddRange(ids.Contains(key) ? [] : misfits);
            suspended[key] = string.Join("; ", misfits);
        }

        var idProperty = BindIdProperty(settings, known, properties, errors);
        var keyFields = settings.KeyFields.Select(name => BindKeyField(name, fields, errors)).OfType<FieldMap>().ToList();
        CheckWriters(fields, idProperty, errors);
        if (settings.CreateInBitrix24)
        {
            errors.Add("createInBitrix24 is not available yet: leave it out");
        }

        var filter = FilterBinder.Bind(settings.Bitrix24.Filter, bitrix24Fields, errors);
        var body = BodyBinder.Bind(templates.Find(settings.Template), bitrix24Fields, errors);
        var onDelete = DeletionBinder.Bind(settings.OnDelete, bitrix24Fields, properties, errors);
        if (idProperty is null || (known is null && errors.Count > 0))
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
            Filter = filter,
            KeyFields = keyFields,
            Body = body,
            Initial = settings.Initial,
            TieBreaker = settings.TieBreaker,
            Scope = FlowScope.Of(entity, dataSource, settings.Bitrix24.Filter),
            OnDelete = onDelete,
            Fields = fields,
            Suspended = suspended,
        };
    }

    /// <summary>The ids of the properties that fields were paired with. The mappings are asked only about what is found neither by its name nor by the last binding.</summary>
    private async Task<ILookup<FieldKey, string>> FindIdsAsync(
        FlowSettings settings, Flow? known, IReadOnlyList<NotionProperty> properties, CancellationToken cancellationToken)
    {
        var bound = (known?.Fields ?? []).ToLookup(field => field.Key, field => field.Notion.Id);
        var missing = settings.Fields
            .Where(field => !properties.Any(property => property.Name == field.Notion || bound[FieldBinder.KeyOf(field)].Contains(property.Id)))
            .Select(FieldBinder.KeyOf)
            .ToList();
        if (missing.Count == 0)
        {
            return bound;
        }

        var ids = await former.FindAsync(new(settings.Name ?? string.Empty), missing, properties, cancellationToken);
        return bound.Concat(ids).SelectMany(of => of, (of, id) => (Field: of.Key, Id: id)).ToLookup(each => each.Field, each => each.Id);
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

    private static NotionProperty? BindIdProperty(FlowSettings settings, Flow? known, IReadOnlyList<NotionProperty> properties, List<string> errors)
    {
        var name = settings.Notion.IdProperty;
        var property = properties.FirstOrDefault(candidate => candidate.Id == known?.IdProperty.Id) ?? properties.FirstOrDefault(candidate => candidate.Name == name);
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
            .GroupBy(field => (field.Bitrix24.Name, field.Bitrix24.Part), field => $"'{field.Notion.Name}'")
            .Where(writers => writers.Count() > 1)
            .Select(writers => $"{writers.Key.Name} is written from {string.Join(" and ", writers)}: "
                + "set the direction of all but one to toNotion"));
    }
}
