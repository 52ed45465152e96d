namespace FunctionsSync.Core.Mapping;

/// <summary>What Notion calls options of Bitrix24 where the names differ: <c>values</c> of a field in <c>sync.json</c>.</summary>
/// <param name="NotionByBitrix24">Notion's name by the code or the name in Bitrix24.</param>
public sealed record ValueMap(IReadOnlyDictionary<string, string> NotionByBitrix24)
{
    public static ValueMap None { get; } = new(new Dictionary<string, string>());

    /// <summary>The name an option goes by; a code counts more than a name.</summary>
    public string NameOf(string code, string name) =>
        NotionByBitrix24.GetValueOrDefault(code) ?? NotionByBitrix24.GetValueOrDefault(name) ?? name;
}
