using System.Text.Json;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Service.Configuration;

/// <summary>Reads <c>sync.json</c> as <c>docs/sync.schema.json</c> describes it: both accept the same files.</summary>
internal static class SyncFileStructure
{
    private const string EntityRemedy = "set it to deal, task, company, contact, lead or item:<typeId>";
    private const string DatabaseRemedy = "set it to the 32 hex digits in the database's address";
    private const string DataSourceRemedy = "copy it from the database's menu 'Manage data sources'";
    private const string OneSourceRemedy = "set database to the 32 hex digits in its address, or, where it has several data sources, dataSource alone";

    public static SyncFile Read(SyncFileValue root)
    {
        var file = root.Members("make it an object with flows", "$schema", "flows", "users", "templates");
        return new()
        {
            Schema = file.Optional("$schema", value => value.Text("set it to the address of the JSON Schema, or remove it")),
            Flows = file.Required("flows", value => value.List(ReadFlow, "list at least one flow"), "list at least one flow") ?? [],
            Users = file.Optional("users", value => ReadNames(value, "make it an object: the Notion e-mail address or user id by the Bitrix24 e-mail address")) ?? Nobody,
            Templates = file.Optional("templates", value => value.Map("make it an object: a list of blocks by the template's name", ReadTemplate)) ?? NoTemplates,
        };
    }

    private static IReadOnlyDictionary<string, string> Nobody => new Dictionary<string, string>();

    private static IReadOnlyDictionary<string, IReadOnlyList<JsonElement>> NoTemplates =>
        new Dictionary<string, IReadOnlyList<JsonElement>>();

    private static FlowSettings ReadFlow(SyncFileValue value)
    {
        var flow = value.Members(
            "make it an object with name, bitrix24, notion and fields",
            "name", "bitrix24", "notion", "create", "createInBitrix24", "template", "onDelete", "initial", "tieBreaker", "keyFields", "fields");
        var defaults = new FlowSettings();
        return new()
        {
            Name = flow.Required("name", name => name.Text("give the flow a name"), "give the flow a name"),
            Bitrix24 = flow.Required("bitrix24", ReadBitrix24, "name the entity, as in { \"entity\": \"deal\" }") ?? new(),
            Notion = flow.Required("notion", ReadNotion, "name the database, as in { \"database\": \"<32 hex digits>\" }") ?? new(),
            Create = flow.Optional("create", create => create.Choice<CreateRule>()) ?? defaults.Create,
            CreateInBitrix24 = flow.Optional("createInBitrix24", create => create.Flag()) ?? defaults.CreateInBitrix24,
            Template = flow.Optional("template", template => template.Text("set it to the name of a template")),
            OnDelete = flow.Optional("onDelete", ReadDeletion) ?? defaults.OnDelete,
            Initial = flow.Optional("initial", initial => initial.Choice<InitialRule>()) ?? defaults.Initial,
            TieBreaker = flow.Optional("tieBreaker", side => side.Choice<Side>()) ?? defaults.TieBreaker,
            KeyFields = flow.Optional("keyFields", keys => keys.List(
                key => key.Text("set it to the name of a Bitrix24 field"), "list Bitrix24 fields of this flow", canBeEmpty: true)) ?? [],
            Fields = flow.Required("fields", fields => fields.List(ReadField, "list at least one field"), "list at least one field") ?? [],
        };
    }

    private static FlowSettings.Bitrix24Settings ReadBitrix24(SyncFileValue value)
    {
        var side = value.Members("make it an object with entity", "entity", "filter");
        return new()
        {
            Entity = side.Required("entity", entity => entity.Text(SyncFileForms.IsEntity, EntityRemedy), EntityRemedy),
            Filter = side.Optional("filter", filter => filter.Map("make it an object: a value, or a list of them, by field name", ReadCondition))
                ?? new Dictionary<string, IReadOnlyList<string>>(),
        };
    }

    private static IReadOnlyList<string> ReadCondition(string field, SyncFileValue value)
    {
        if (!SyncFileForms.IsFilterKey(field))
        {
            value.Fail("is no condition: begin it with one of >=, >, <=, <, !=, !, =, @, !@, %, !%, or with the field's name alone");
        }

        return value.IsList ? value.List(ReadOne, "list at least one value") : ReadOne(value) is { } only ? [only] : [];

        static string? ReadOne(SyncFileValue one) => one.NumberOrText("set it to a text or a number; a yes-or-no field is compared with \"Y\" or \"N\", one of your own with 1 or 0");
    }

    private static FlowSettings.NotionSettings ReadNotion(SyncFileValue value)
    {
        var side = value.Members("make it an object with database", "database", "dataSource", "idProperty");
        side.RequireOne("database", "dataSource", OneSourceRemedy);
        return new()
        {
            Database = side.Optional("database", database => database.Text(SyncFileForms.IsNotionId, DatabaseRemedy)),
            DataSource = side.Optional("dataSource", source => source.Text(SyncFileForms.IsNotionId, DataSourceRemedy)),
            IdProperty = side.Optional("idProperty", property => property.Text("set it to the name of a number or text property"))
                ?? new FlowSettings.NotionSettings().IdProperty,
        };
    }

    private static DeletionSettings ReadDeletion(SyncFileValue value)
    {
        var sides = value.Members("make it an object, as in { \"notion\": \"trash\" }", "bitrix24", "notion");
        var defaults = new DeletionSettings();
        return new()
        {
            Bitrix24 = sides.Optional("bitrix24", rule => ReadRule(rule, "field")) ?? defaults.Bitrix24,
            Notion = sides.Optional("notion", rule => ReadRule(rule, "property")) ?? defaults.Notion,
        };
    }

    private static DeletionRule? ReadRule(SyncFileValue value, string target)
    {
        if (value.IsText("unlink"))
        {
            return new DeletionRule.Unlink();
        }

        if (value.IsText("trash"))
        {
            return new DeletionRule.Trash();
        }

        var remedy = $"set it to unlink, trash or {{ \"mark\": {{ \"{target}\": …, \"value\": … }} }}";
        return value.Members(remedy, "mark").Required("mark", mark => ReadMark(mark, target), remedy);
    }

    private static DeletionRule.Mark? ReadMark(SyncFileValue value, string target)
    {
        var mark = value.Members($"make it an object with {target} and value", target, "value");
        var field = mark.Required(target, name => name.Text($"name the {target} to set"), $"name the {target} to set");
        var set = mark.Required("value", ReadMarkValue, "set it to a text, true or false");
        return field is not null && set is not null ? new(field, set) : null;
    }

    private static CanonicalValue? ReadMarkValue(SyncFileValue value) => value.IsFlag
        ? new CanonicalValue.Flag(value.Flag() ?? false)
        : value.Text("set it to a text, true or false") is { } text ? new CanonicalValue.Text(text) : null;

    private static FieldSettings ReadField(SyncFileValue value)
    {
        var field = value.Members("make it an object with bitrix24 and notion", "bitrix24", "notion", "direction", "policy", "values", "relation");
        return new()
        {
            Bitrix24 = field.Required("bitrix24", name => name.Text("name the Bitrix24 field, such as TITLE"), "name the Bitrix24 field, such as TITLE"),
            Notion = field.Required("notion", name => name.Text("name the Notion property"), "name the Notion property"),
            Direction = field.Optional("direction", direction => direction.Choice<FieldDirection>()),
            Policy = field.Optional("policy", policy => policy.Choice<ConflictPolicy>()),
            Values = field.Optional("values", values => ReadNames(values, "make it an object: the Notion option by the Bitrix24 value")) ?? Nobody,
            Relation = field.Optional("relation", relation => relation.Text("set it to the name of a flow")),
        };
    }

    private static IReadOnlyDictionary<string, string>? ReadNames(SyncFileValue value, string remedy) =>
        value.Map(remedy, (_, name) => name.Text("set it to a text"));

    private static IReadOnlyList<JsonElement> ReadTemplate(string name, SyncFileValue value) =>
        [.. value.List(ReadBlock, "list at least one block").Select(block => block.Clone())];

    private static SyncFileValue ReadBlock(SyncFileValue value)
    {
        if (TemplateReader.ErrorOf(value.Clone()) is { } error)
        {
            value.Fail(error);
        }

        return value;
    }
}
