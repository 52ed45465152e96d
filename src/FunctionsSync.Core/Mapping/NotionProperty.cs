using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Mapping;

/// <summary>A property of a Notion data source, as its schema describes it.</summary>
public sealed record NotionProperty
{
    /// <summary>Its id, which survives a rename. In the URL-encoded form the API answers with.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Notion's own type name: <c>title</c>, <c>rich_text</c>, <c>select</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What it holds in canonical terms; null for a type that cannot be synchronised.</summary>
    public required ValueKind? Kind { get; init; }

    public required bool IsReadOnly { get; init; }

    /// <summary>The names of the options, where a page may name no others; empty where it may.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];
}
