using System.Collections.Frozen;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Schema;
using FunctionsSync.Simulators.Notion.State;

namespace FunctionsSync.Simulators.Notion.Properties;

/// <summary>Every property type the simulator knows.</summary>
internal static class PropertyKinds
{
    private static readonly FrozenDictionary<string, PropertyKind> All = new Dictionary<string, PropertyKind>
    {
        ["title"] = new TextKind(),
        ["rich_text"] = new TextKind(),
        ["number"] = new NumberKind(),
        ["select"] = new SelectKind(),
        ["multi_select"] = new MultiSelectKind(),
        ["status"] = new StatusKind(),
        ["date"] = new DateKind(),
        ["checkbox"] = new CheckboxKind(),
        ["url"] = new LineKind(2000),
        ["email"] = new LineKind(200),
        ["phone_number"] = new LineKind(200),
        ["people"] = new PeopleKind(),
        ["relation"] = new RelationKind(),
        ["files"] = new FilesKind(),
        ["created_time"] = new ReadOnlyKind((read, _) => MinuteTime.Text(read.Page.CreatedAt)),
        ["last_edited_time"] = new ReadOnlyKind((read, _) => MinuteTime.Text(read.Version.EditedAt)),
        ["created_by"] = User(read => read.Page.CreatedBy),
        ["last_edited_by"] = User(read => read.Version.EditedBy),
        ["unique_id"] = new ReadOnlyKind(
            (read, property) => new JsonObject { ["prefix"] = property.Config["prefix"]?.DeepClone(), ["number"] = read.Page.Number },
            read => read.Page.Number),
        ["button"] = new ReadOnlyKind((_, _) => new JsonObject()),
    }.ToFrozenDictionary();

    public static IReadOnlyCollection<string> Types => All.Keys;

    public static PropertyKind Of(PropertyDefinition property) => All[property.Type];

    private static ReadOnlyKind User(Func<PropertyRead, string> id) =>
        new((read, _) => read.State.User(id(read)).Render(read.State.WorkspaceId), read => new JsonArray(id(read)));
}
