namespace FunctionsSync.Core.Mapping;

/// <summary>
/// People whose e-mail addresses differ between the systems, or whom Notion does not list, such as guests: <c>users</c> in <c>sync.json</c>.
/// </summary>
/// <param name="NotionByBitrix24Email">The Notion e-mail address or user id, by the Bitrix24 e-mail address.</param>
public sealed record UserOverrides(IReadOnlyDictionary<string, string> NotionByBitrix24Email)
{
    public static UserOverrides None { get; } = new(new Dictionary<string, string>());

    /// <summary>The Bitrix24 e-mail address of a Notion user, who is known there by an id and perhaps by an e-mail address.</summary>
    public string? Bitrix24EmailOf(string notionUserId, string? notionEmail) => NotionByBitrix24Email
        .Where(pair => string.Equals(pair.Value, notionUserId, StringComparison.OrdinalIgnoreCase)
            || (notionEmail is not null && string.Equals(pair.Value, notionEmail, StringComparison.OrdinalIgnoreCase)))
        .Select(pair => pair.Key)
        .FirstOrDefault();
}
