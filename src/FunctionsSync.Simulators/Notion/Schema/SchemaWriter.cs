using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Properties;
using FunctionsSync.Simulators.Notion.State;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Schema;

/// <summary>Applies the <c>properties</c> of a schema request. Either all of it is applied, or it throws.</summary>
internal sealed class SchemaWriter(WorkspaceState state, Actor actor)
{
    private const int LargestSchema = 50 * 1024;

    public DataSourceSchema Create(JsonObject properties)
    {
        var schema = properties.Aggregate(new DataSourceSchema([]), (known, entry) =>
            Add(known, entry.Key, Expect.Object(entry.Value, $"properties.{entry.Key}")));
        return schema.Properties.Count(property => property.Type == "title") == 1
            ? CheckSize(schema)
            : throw Invalid("A data source must have exactly one title property.");
    }

    public DataSourceSchema Update(DataSourceSchema schema, JsonObject properties)
    {
        foreach (var (key, value) in properties)
        {
            schema = (schema.Find(key), value) switch
            {
                (null, null) => throw Unknown(key),
                (null, _) => Add(schema, key, Expect.Object(value, $"properties.{key}")),
                ({ Type: "title" }, null) => throw Invalid("The title property cannot be removed."),
                ({ } known, null) => schema.Without(known),
                ({ } known, _) => Change(schema, known, Expect.Object(value, $"properties.{key}")),
            };
        }
        return CheckSize(schema);
    }

    public static DataSourceSchema Rename(DataSourceSchema schema, PropertyDefinition property, string name)
    {
        if (schema.Properties.Exists(other => other.Id != property.Id && other.Name == name))
            throw Invalid($"A property with the name {name} exists already.");
        return schema.With(property with { Name = name });
    }

    public static NotionRefusedException Unknown(string key) => Invalid($"Could not find property with name or id: {key}");

    private DataSourceSchema Add(DataSourceSchema schema, string name, JsonObject value)
    {
        var type = TypeOf(value, name) ?? throw InvalidBody($"body.properties.{name}", "a property configuration");
        var givenName = value["name"] is { } node ? Expect.Text(node, $"properties.{name}.name", 2000) : name;
        if (type == "title" && schema.Properties.Exists(property => property.Type == "title"))
            throw Invalid("A data source has exactly one title property.");
        if (schema.Properties.Exists(property => property.Name == givenName))
            throw Invalid($"A property with the name {givenName} exists already.");
        var added = new PropertyDefinition(type == "title" ? "title" : state.Ids.NewProperty(), givenName, type);
        return schema.With(Configure(added, value[type]));
    }

    private DataSourceSchema Change(DataSourceSchema schema, PropertyDefinition known, JsonObject value)
    {
        if (value["name"] is { } name)
        {
            schema = Rename(schema, known, Expect.Text(name, $"properties.{known.Name}.name", 2000));
            known = schema.ById(known.Id);
        }
        if (TypeOf(value, known.Name) is not { } type)
            return schema;
        if (type != known.Type && (type == "title" || known.Type == "title"))
            throw Invalid("The title property cannot change its type.");
        return schema.With(Configure(type == known.Type ? known : new PropertyDefinition(known.Id, known.Name, type), value[type]));
    }

    private PropertyDefinition Configure(PropertyDefinition property, JsonNode? configuration)
    {
        var path = $"body.properties.{property.Name}.{property.Type}";
        var config = Expect.Object(configuration, path);
        switch (property.Type)
        {
            case "select" or "multi_select" or "status":
                Expect.OnlyMembers(config, path, "options");
                if (config["options"] is { } options)
                    return property with { Options = OptionLists.Read(options, property, state.Ids, $"{path}.options") };
                return property.Type == "status" && property.Options.IsEmpty ? WithDefaultStatuses(property) : property;
            case "number":
                Expect.OnlyMembers(config, path, "format");
                var format = config["format"] is { } node ? Expect.Text(node, $"{path}.format", 100) : "number";
                return property with { Config = new JsonObject { ["format"] = format } };
            case "relation":
                return property with { Config = RelationConfig(config, path) };
            case "unique_id":
                Expect.OnlyMembers(config, path, "prefix");
                return property with { Config = new JsonObject { ["prefix"] = config["prefix"]?.DeepClone() } };
            default:
                Expect.OnlyMembers(config, path);
                return property;
        }
    }

    private JsonObject RelationConfig(JsonObject config, string path)
    {
        Expect.OnlyMembers(config, path, "data_source_id", "type", "single_property");
        var id = Ids.Read(Expect.Text(config["data_source_id"], $"{path}.data_source_id", 100), $"{path}.data_source_id");
        var target = state.DataSource(id, actor);
        return new JsonObject
        {
            ["database_id"] = target.Database.Id,
            ["data_source_id"] = target.Id,
            ["type"] = "single_property",
            ["single_property"] = new JsonObject(),
        };
    }

    private PropertyDefinition WithDefaultStatuses(PropertyDefinition property) => property with
    {
        Options =
        [
            new(state.Ids.NewObject(), "Not started", "default", StatusGroups.All[0].Name),
            new(state.Ids.NewObject(), "In progress", "blue", StatusGroups.All[1].Name),
            new(state.Ids.NewObject(), "Done", "green", StatusGroups.All[2].Name),
        ],
    };

    private static string? TypeOf(JsonObject value, string name)
    {
        Expect.OnlyMembers(value, $"body.properties.{name}", ["type", "name", "description", .. PropertyKinds.Types]);
        var types = value.Select(member => member.Key).Where(PropertyKinds.Types.Contains).ToList();
        return types.Count <= 1 ? types.SingleOrDefault() : throw InvalidBody($"body.properties.{name}", "of one type");
    }

    private static DataSourceSchema CheckSize(DataSourceSchema schema)
    {
        if (schema.Render().ToJsonString().Length <= LargestSchema)
            return schema;
        var biggest = schema.Properties.MaxBy(property => property.Render().ToJsonString().Length)?.Name;
        throw Invalid($"The schema is larger than 50 KB. Its biggest property is {biggest}.");
    }
}
