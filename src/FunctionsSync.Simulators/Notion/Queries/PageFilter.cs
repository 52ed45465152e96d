using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Pages;
using FunctionsSync.Simulators.Notion.Properties;
using FunctionsSync.Simulators.Notion.Schema;
using FunctionsSync.Simulators.Notion.State;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Queries;

/// <summary>Turns the <c>filter</c> of a query into a predicate; every part is checked before the first page is looked at.</summary>
internal sealed class PageFilter(WorkspaceState state, DataSourceSchema schema)
{
    private const int DeepestLevel = 2;
    private const int MostConditions = 100;

    public Func<PropertyRead, bool> Read(JsonObject? filter) => filter is null ? _ => true : Read(filter, "body.filter", level: 1);

    private Func<PropertyRead, bool> Read(JsonObject filter, string path, int level)
    {
        if (filter.ContainsKey("and") || filter.ContainsKey("or"))
            return ReadGroup(filter, path, level);
        return filter.ContainsKey("timestamp") ? ReadTimestamp(filter, path) : ReadProperty(filter, path);
    }

    private Func<PropertyRead, bool> ReadGroup(JsonObject filter, string path, int level)
    {
        var (word, list) = Expect.SingleMember(filter, path);
        if (level > DeepestLevel)
            throw InvalidBody(path, $"not nested deeper than {DeepestLevel} levels");
        var parts = Expect.Array(list, $"{path}.{word}", MostConditions)
            .Select((part, index) => Read(Expect.Object(part, $"{path}.{word}[{index}]"), $"{path}.{word}[{index}]", level + 1))
            .ToList();
        return word == "and" ? page => parts.TrueForAll(part => part(page)) : page => parts.Exists(part => part(page));
    }

    private Func<PropertyRead, bool> ReadTimestamp(JsonObject filter, string path)
    {
        var timestamp = Expect.Text(filter["timestamp"], $"{path}.timestamp", 100);
        if (timestamp is not ("created_time" or "last_edited_time"))
            throw InvalidBody($"{path}.timestamp", "\"created_time\" or \"last_edited_time\"");
        Expect.OnlyMembers(filter, path, "timestamp", timestamp);
        var condition = DateCondition.Read(Expect.Object(filter[timestamp], $"{path}.{timestamp}"), $"{path}.{timestamp}", state.Now);
        return timestamp == "created_time"
            ? page => condition(MinuteTime.Text(page.Page.CreatedAt))
            : page => condition(MinuteTime.Text(page.Version.EditedAt));
    }

    private Func<PropertyRead, bool> ReadProperty(JsonObject filter, string path)
    {
        var key = Expect.Text(filter["property"], $"{path}.property", 2000);
        var property = schema.Find(key) ?? throw SchemaWriter.Unknown(key);
        var types = filter.Select(member => member.Key).Where(name => name is not ("property" or "type")).ToList();
        if (types.Count != 1)
            throw InvalidBody(path, "a filter of exactly one type");
        if (types[0] != property.Type)
            throw Invalid($"database property {property.Type} does not match filter {types[0]}");
        var conditionPath = $"{path}.{property.Type}";
        var given = Expect.Object(filter[property.Type], conditionPath);
        var condition = PropertyCondition.Read(property.Type, given, conditionPath, state.Now);
        return page => condition(PageView.Plain(property, page));
    }
}
