using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.State;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Blocks;

/// <summary>The content of all pages. Used under the workspace's gate only.</summary>
internal sealed class BlockTree(WorkspaceState state)
{
    private readonly Dictionary<string, BlockRecord> _blocks = [];
    private readonly Dictionary<string, List<string>> _children = [];

    public BlockRecord? Find(string id) => _blocks.GetValueOrDefault(id);

    public IReadOnlyList<BlockRecord> Children(string parentId) =>
        [.. _children.GetValueOrDefault(parentId, []).Select(id => _blocks[id])];

    /// <summary>Keeps new blocks below a page or block, from <paramref name="index"/> on.</summary>
    public IReadOnlyList<BlockRecord> Insert(string parentId, string pageId, int index, IEnumerable<NewBlock> blocks, Actor actor)
    {
        var siblings = _children.GetValueOrDefault(parentId, []);
        var inserted = new List<BlockRecord>();
        foreach (var block in blocks)
        {
            var record = new BlockRecord(state.Ids.NewObject(), parentId, pageId, block.Type, block.Content, state.Now, actor.UserId);
            _blocks.Add(record.Id, record);
            siblings.Insert(index++, record.Id);
            inserted.Add(record);
            Insert(record.Id, pageId, 0, block.Children, actor);
        }
        if (siblings.Count > 0)
            _children[parentId] = siblings;
        return inserted;
    }

    /// <summary>Where new children go: at the end, at the start, or after a given child.</summary>
    public int IndexOf(JsonObject? position, string parentId)
    {
        var siblings = _children.GetValueOrDefault(parentId, []);
        switch (position?["type"]?.ToString())
        {
            case null when position is null:
            case "end":
                return siblings.Count;
            case "start":
                return 0;
            case "after_block":
                var path = "body.position.after_block.id";
                var id = Ids.Read(Expect.Text(position["after_block"]?["id"], path, 100), path);
                var index = siblings.IndexOf(id);
                return index >= 0 ? index + 1 : throw Invalid($"{path}: the block {id} is not a child of {parentId}.");
            default:
                throw InvalidBody("body.position.type", "\"end\", \"start\" or \"after_block\"");
        }
    }

    public void Erase(string parentId)
    {
        if (!_children.Remove(parentId, out var children))
            return;
        foreach (var child in children)
        {
            Erase(child);
            _blocks.Remove(child);
        }
    }

    public void Copy(string fromPageId, string toPageId, Actor actor) => Insert(toPageId, toPageId, 0, Below(fromPageId), actor);

    public JsonObject Render(BlockRecord block) => new()
    {
        ["object"] = "block",
        ["id"] = block.Id,
        ["parent"] = block.ParentId == block.PageId
            ? new JsonObject { ["type"] = "page_id", ["page_id"] = block.ParentId }
            : new JsonObject { ["type"] = "block_id", ["block_id"] = block.ParentId },
        ["created_time"] = MinuteTime.Text(block.CreatedAt),
        ["last_edited_time"] = MinuteTime.Text(block.CreatedAt),
        ["created_by"] = state.User(block.CreatedBy).Reference,
        ["last_edited_by"] = state.User(block.CreatedBy).Reference,
        ["has_children"] = Children(block.Id).Count > 0,
        ["in_trash"] = false,
        ["type"] = block.Type,
        [block.Type] = block.Content.DeepClone(),
    };

    private List<NewBlock> Below(string parentId) =>
        [.. Children(parentId).Select(block => new NewBlock(block.Type, block.Content, Below(block.Id)))];
}
