using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Notion.State;

/// <summary>What a page said after one change. Nodes in it are never changed, only cloned.</summary>
internal sealed record PageVersion(DateTimeOffset EditedAt, string EditedBy, ImmutableDictionary<string, JsonNode?> Values)
{
    /// <summary>How much later than others queries show this change.</summary>
    public TimeSpan ExtraLag { get; init; }

    public bool InTrash { get; init; }
    public bool IsArchived { get; init; }
    public bool IsLocked { get; init; }
    public JsonNode? Icon { get; init; }
    public JsonNode? Cover { get; init; }
}
