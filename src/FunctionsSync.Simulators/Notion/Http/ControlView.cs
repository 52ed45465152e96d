using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Api;
using FunctionsSync.Simulators.Notion.Pages;
using FunctionsSync.Simulators.Notion.Properties;
using FunctionsSync.Simulators.Notion.State;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Http;

/// <summary>The workspace as a person sees it: everything, at once, whether it is shared with the connection or not.</summary>
internal sealed class ControlView(WorkspaceState state)
{
    private readonly Actor _person = state.Bot with { IsBot = false };

    public JsonNode Databases()
    {
        lock (state.Gate)
            return new JsonArray([.. state.Databases.Values.Select(database => new JsonObject
            {
                ["id"] = database.Id,
                ["title"] = database.Title,
                ["data_source_id"] = database.DataSourceId,
                ["shared"] = database.IsShared,
            })]);
    }

    public JsonNode Users()
    {
        lock (state.Gate)
            return new JsonArray([.. state.Users.Values.Select(user => user.Render(state.WorkspaceId))]);
    }

    public JsonNode DataSource(string id)
    {
        lock (state.Gate)
            return DataSourceEndpoints.Render(state, state.DataSource(id, _person));
    }

    public JsonNode Pages(string dataSourceId)
    {
        lock (state.Gate)
        {
            var source = state.DataSource(dataSourceId, _person);
            return new JsonArray([.. state.Pages.Values.Where(page => page.DataSourceId == source.Id).Select(Show)]);
        }
    }

    public JsonNode Page(string id)
    {
        lock (state.Gate)
            return Show(state.Page(id, _person));
    }

    /// <summary>The id, where there is such a page; refused with 404 otherwise.</summary>
    public string PageId(string id)
    {
        lock (state.Gate)
            return state.Page(id, _person).Id;
    }

    public string SourceId(string id)
    {
        lock (state.Gate)
            return state.DataSource(Ids.TryRead(id) ?? id, _person).Id;
    }

    public string FirstPerson()
    {
        lock (state.Gate)
            return state.Users.Values.FirstOrDefault(user => !user.IsBot)?.Id ?? throw Invalid("The workspace has no person to act.");
    }

    public static JsonNode Requests(RequestLog log) => new JsonArray([.. log.Entries.Select(entry => new JsonObject
    {
        ["at"] = entry.At,
        ["method"] = entry.Method,
        ["path"] = entry.Path,
        ["status"] = entry.Status,
        ["operation"] = entry.Operation,
        ["is_write"] = entry.IsWrite,
    })]);

    private JsonObject Show(PageRecord page)
    {
        var view = PageView.Render(state, page, page.Current, _person, only: []);
        var read = new PropertyRead(state, page, page.Current, _person);
        var properties = new JsonObject();
        foreach (var property in state.SourceOf(page).Schema.Properties)
        {
            properties[property.Name] = new JsonObject
            {
                ["type"] = property.Type,
                ["text"] = PageView.Display(property, read),
                ["value"] = PageView.Plain(property, read),
            };
        }
        return new JsonObject
        {
            ["id"] = page.Id,
            ["url"] = view["url"]?.DeepClone(),
            ["last_edited_time"] = view["last_edited_time"]?.DeepClone(),
            ["last_edited_by"] = page.Current.EditedBy,
            ["in_trash"] = page.Current.InTrash,
            ["properties"] = properties,
        };
    }
}
