using System.Text.Json;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Notion;

/// <summary>The connection's own user: the author of everything we write. It never changes while the token is the same.</summary>
internal sealed class NotionBot(NotionClient client) : INotionSelf
{
    private string? _id;

    public string? KnownId => _id;

    public async Task<string?> GetIdAsync(CancellationToken cancellationToken) =>
        _id ??= NotionJson.Text(await client.GetMeAsync(cancellationToken), "id");

    /// <summary>
    /// The pages in the order given, but those that we created before those that people made: a copy that somebody made within the same minute is as
    /// old, as far as Notion tells, and is not the record's page.
    /// </summary>
    public async Task<IReadOnlyList<PageId>> OwnFirstAsync(IReadOnlyList<(PageId Page, string? Author)> pages, CancellationToken cancellationToken)
    {
        var us = pages.Select(page => page.Author).Distinct().Count() > 1 ? await GetIdAsync(cancellationToken) : null;
        return [.. pages.OrderBy(page => us is null || page.Author != us).Select(page => page.Page)];
    }

    /// <summary>Who created a page.</summary>
    public static string? AuthorOf(JsonElement page) => NotionJson.Member(page, "created_by") is { } author ? NotionJson.Text(author, "id") : null;
}
