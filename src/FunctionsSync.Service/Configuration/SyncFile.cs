using System.Text.Json;

namespace FunctionsSync.Service.Configuration;

/// <summary><c>sync.json</c>: which records go where.</summary>
public sealed record SyncFile
{
    /// <summary>The address of the JSON Schema, for editors.</summary>
    public string? Schema { get; init; }

    public IReadOnlyList<FlowSettings> Flows { get; init; } = [];

    /// <summary>Notion e-mail addresses or user ids by Bitrix24 e-mail address, for people who have two.</summary>
    public IReadOnlyDictionary<string, string> Users { get; init; } = new Dictionary<string, string>();

    /// <summary>Page bodies by name: each is a list of blocks, an object with one member named after the kind of block.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<JsonElement>> Templates { get; init; } = new Dictionary<string, IReadOnlyList<JsonElement>>();
}
