using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Properties;
using FunctionsSync.Simulators.Notion.Queries;
using FunctionsSync.Simulators.Notion.Schema;
using FunctionsSync.Simulators.Notion.State;

namespace FunctionsSync.Simulators.Notion.Api;

internal static class DataSourceEndpoints
{
    public static JsonObject Get(ApiCall call) => Render(call.State, Source(call));

    public static JsonObject Update(ApiCall call)
    {
        Expect.OnlyMembers(call.Body, "body", "title", "properties");
        var source = Source(call);
        var title = call.Body["title"] is { } node ? RichText.PlainText(RichText.Read(node, call.State, "body.title")) : source.Title;
        if (Expect.OptionalObject(call.Body["properties"], "body.properties") is { } properties)
            source.Schema = new SchemaWriter(call.State, call.State.Bot).Update(source.Schema, properties);
        source.Title = title;
        source.EditedAt = call.State.Now;
        source.EditedBy = call.State.Bot.UserId;
        call.State.Webhooks.Outbox.SchemaUpdated(source, call.State.Bot);
        return Render(call.State, source);
    }

    public static JsonObject Query(ApiCall call)
    {
        var source = Source(call);
        return new PageQuery(call.State).Answer(source, call.Body, call.FilterProperties(source.Schema));
    }

    public static JsonObject Render(WorkspaceState state, DataSourceRecord source) => new()
    {
        ["object"] = "data_source",
        ["id"] = source.Id,
        ["title"] = RichText.Of(source.Title),
        ["description"] = new JsonArray(),
        ["parent"] = new JsonObject { ["type"] = "database_id", ["database_id"] = source.Database.Id },
        ["database_parent"] = new JsonObject { ["type"] = "page_id", ["page_id"] = state.RootPageId },
        ["is_inline"] = false,
        ["in_trash"] = false,
        ["created_time"] = MinuteTime.Text(source.Database.CreatedAt),
        ["last_edited_time"] = MinuteTime.Text(source.EditedAt),
        ["created_by"] = state.User(source.Database.CreatedBy).Reference,
        ["last_edited_by"] = state.User(source.EditedBy).Reference,
        ["properties"] = source.Schema.Render(),
        ["icon"] = null,
        ["cover"] = null,
        ["url"] = $"https://app.notion.com/p/{source.Database.Id.Replace("-", "", StringComparison.Ordinal)}",
        ["public_url"] = null,
    };

    private static DataSourceRecord Source(ApiCall call) => call.State.DataSource(call.Id("data_source_id"), call.State.Bot);
}
