using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Blocks;
using FunctionsSync.Simulators.Notion.Pages;
using FunctionsSync.Simulators.Notion.State;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Api;

/// <summary>Content of pages. A page id is a block id too.</summary>
internal static class BlockEndpoints
{
    public static JsonObject List(ApiCall call)
    {
        var (id, _) = Parent(call);
        return call.List("block", [.. call.State.Blocks.Children(id).Select(call.State.Blocks.Render)]);
    }

    public static JsonObject Append(ApiCall call)
    {
        var (state, body) = (call.State, call.Body);
        // `after` was replaced by `position` in 2026-03-11.
        Expect.OnlyMembers(body, "body", "children", "position");
        var (id, page) = Parent(call);
        if (page.Current.InTrash)
            throw Invalid(PageWriter.TrashedMessage);
        var index = state.Blocks.IndexOf(Expect.OptionalObject(body["position"], "body.position"), id);
        var blocks = new BlockReader(state).Read(body["children"], "body.children");
        var inserted = state.Blocks.Insert(id, page.Id, index, blocks, state.Bot);
        new PageWriter(state, state.Bot).Touch(page);
        return new JsonObject
        {
            ["object"] = "list",
            ["results"] = new JsonArray([.. inserted.Select(block => (JsonNode)state.Blocks.Render(block))]),
            ["next_cursor"] = null,
            ["has_more"] = false,
            ["type"] = "block",
            ["block"] = new JsonObject(),
        };
    }

    private static (string Id, PageRecord Page) Parent(ApiCall call)
    {
        var id = call.Id("block_id");
        var block = call.State.Blocks.Find(id);
        if (block is null && !call.State.Pages.ContainsKey(id))
            throw NotFound("block", id);
        return (id, call.State.Page(block?.PageId ?? id, call.State.Bot));
    }
}
