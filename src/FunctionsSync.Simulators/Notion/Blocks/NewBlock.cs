using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Notion.Blocks;

/// <summary>A block of a request that was found good, not yet kept.</summary>
internal sealed record NewBlock(string Type, JsonObject Content, IReadOnlyList<NewBlock> Children);
