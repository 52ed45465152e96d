using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Properties;
using FunctionsSync.Simulators.Notion.State;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Api;

internal static class DatabaseEndpoints
{
    public static JsonObject Get(ApiCall call) => Render(call.State, call.State.Database(call.Id("database_id"), call.State.Bot));

    public static JsonObject Create(ApiCall call)
    {
        Expect.OnlyMembers(call.Body, "body", "parent", "title", "description", "is_inline", "initial_data_source", "icon", "cover");
        var parent = Expect.Object(call.Body["parent"], "body.parent");
        Expect.OnlyMembers(parent, "body.parent", "type", "page_id");
        var pageId = Ids.Read(Expect.Text(parent["page_id"], "body.parent.page_id", 100), "body.parent.page_id");
        if (pageId != call.State.RootPageId)
            throw NotFound("page", pageId);
        var title = RichText.PlainText(RichText.Read(call.Body["title"] ?? new JsonArray(), call.State, "body.title"));
        var source = Expect.Object(call.Body["initial_data_source"], "body.initial_data_source");
        Expect.OnlyMembers(source, "body.initial_data_source", "properties");
        var properties = Expect.Object(source["properties"], "body.initial_data_source.properties");
        return Render(call.State, DatabaseMaker.Make(call.State, call.State.Bot, title, properties, shared: true));
    }

    private static JsonObject Render(WorkspaceState state, DatabaseRecord database)
    {
        var source = state.DataSources[database.DataSourceId];
        return new JsonObject
        {
            ["object"] = "database",
            ["id"] = database.Id,
            ["title"] = RichText.Of(database.Title),
            ["description"] = new JsonArray(),
            ["parent"] = new JsonObject { ["type"] = "page_id", ["page_id"] = state.RootPageId },
            ["is_inline"] = false,
            ["in_trash"] = false,
            ["is_locked"] = false,
            ["created_time"] = MinuteTime.Text(database.CreatedAt),
            ["last_edited_time"] = MinuteTime.Text(source.EditedAt),
            ["data_sources"] = new JsonArray(new JsonObject { ["id"] = source.Id, ["name"] = source.Title }),
            ["icon"] = null,
            ["cover"] = null,
            ["url"] = $"https://app.notion.com/p/{database.Id.Replace("-", "", StringComparison.Ordinal)}",
            ["public_url"] = null,
        };
    }
}
