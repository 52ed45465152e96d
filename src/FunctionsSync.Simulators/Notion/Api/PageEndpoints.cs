using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Blocks;
using FunctionsSync.Simulators.Notion.Pages;
using FunctionsSync.Simulators.Notion.State;

namespace FunctionsSync.Simulators.Notion.Api;

internal static class PageEndpoints
{
    public static JsonObject Get(ApiCall call) => Show(call, call.State.Page(call.Id("page_id"), call.State.Bot));

    public static JsonObject Create(ApiCall call)
    {
        var (state, body) = (call.State, call.Body);
        Expect.OnlyMembers(body, "body", "parent", "properties", "children", "icon", "cover");
        var parent = Expect.Object(body["parent"], "body.parent");
        Expect.OnlyMembers(parent, "body.parent", "type", "data_source_id");
        var id = Ids.Read(Expect.Text(parent["data_source_id"], "body.parent.data_source_id", 100), "body.parent.data_source_id");
        var source = state.DataSource(id, state.Bot);
        var content = body["children"] is { } children ? new BlockReader(state).Read(children, "body.children") : [];
        var properties = Expect.OptionalObject(body["properties"], "body.properties") ?? [];
        return Show(call, new PageWriter(state, state.Bot).Create(source, properties, content, body["icon"], body["cover"]));
    }

    public static JsonObject Update(ApiCall call)
    {
        var (state, body) = (call.State, call.Body);
        Expect.OnlyMembers(body, "body", "properties", "in_trash", "is_archived", "is_locked", "icon", "cover", "erase_content");
        var page = state.Page(call.Id("page_id"), state.Bot);
        var erase = body["erase_content"] is { } eraseNode && Expect.Flag(eraseNode, "body.erase_content");
        new PageWriter(state, state.Bot).Update(
            page,
            Expect.OptionalObject(body["properties"], "body.properties") ?? [],
            version => version with
            {
                InTrash = Flag("in_trash", version.InTrash),
                IsArchived = Flag("is_archived", version.IsArchived),
                IsLocked = Flag("is_locked", version.IsLocked),
                Icon = body.ContainsKey("icon") ? body["icon"]?.DeepClone() : version.Icon,
                Cover = body.ContainsKey("cover") ? body["cover"]?.DeepClone() : version.Cover,
            });
        if (erase)
            state.Blocks.Erase(page.Id);
        return Show(call, page);

        bool Flag(string name, bool now) => body[name] is { } node ? Expect.Flag(node, $"body.{name}") : now;
    }

    private static JsonObject Show(ApiCall call, PageRecord page) =>
        PageView.Render(call.State, page, page.Current, call.State.Bot, call.FilterProperties(call.State.SourceOf(page).Schema));
}
