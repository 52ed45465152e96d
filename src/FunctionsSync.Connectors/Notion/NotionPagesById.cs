using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Notion;

/// <summary>
/// The pages of many records by as few queries as there is room for in their filters.
/// Source: https://developers.notion.com/reference/filter-data-source-entries.
/// </summary>
internal sealed class NotionPagesById(NotionClient client, NotionBot bot)
{
    /// <summary>As many conditions as elements in any other list; and then a page of rows holds an answer to each.</summary>
    private const int MostConditions = 100;

    /// <summary>The pages of each record, our own and the oldest first; null where it cannot be told whose a page is that a query answered with.</summary>
    public async Task<IReadOnlyDictionary<Bitrix24Id, IReadOnlyList<PageId>>?> FindAsync(
        Flow flow, IReadOnlyCollection<Bitrix24Id> ids, CancellationToken cancellationToken)
    {
        var found = ids.ToDictionary(id => id, _ => new List<(PageId, string?)>());
        await foreach (var (owner, page, row, _) in RowsAsync(flow, ids, [], cancellationToken))
        {
            if (owner is not { } id || !found.TryGetValue(id, out var pages))
            {
                return null;
            }

            pages.Add((page, NotionBot.AuthorOf(row)));
        }

        var ordered = new Dictionary<Bitrix24Id, IReadOnlyList<PageId>>();
        foreach (var (id, pages) in found)
        {
            ordered[id] = await bot.OwnFirstAsync(pages, cancellationToken);
        }

        return ordered;
    }

    /// <summary>Every row that carries one of the ids, oldest first, and when it was asked for, by our clock.</summary>
    public async IAsyncEnumerable<(Bitrix24Id? Owner, PageId Page, JsonElement Row, DateTimeOffset ReadAt)> RowsAsync(
        Flow flow, IReadOnlyCollection<Bitrix24Id> ids, IEnumerable<string> propertyIds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var properties = propertyIds.Append(flow.IdProperty.Id).Distinct().ToList();
        foreach (var part in ids.Chunk(MostConditions))
        {
            string? cursor = null;
            do
            {
                var answer = await client.QueryAsync(flow.DataSource, Body(flow, part, cursor), properties, cancellationToken);
                foreach (var row in answer.Results)
                {
                    if (PageId.TryParse(NotionJson.Text(row, "id"), out var page))
                    {
                        yield return (NotionIdProperty.Read(flow.IdProperty, row), page, row, answer.ReadAt);
                    }
                }

                cursor = answer.NextCursor;
            }
            while (cursor is not null);
        }
    }

    private static JsonObject Body(Flow flow, IReadOnlyCollection<Bitrix24Id> ids, string? cursor)
    {
        var body = new JsonObject
        {
            ["filter"] = NotionIdProperty.Filter(flow.IdProperty, ids),
            ["sorts"] = NotionQuery.OldestFirst(),
            ["page_size"] = NotionClient.MaxItems,
        };
        if (cursor is not null)
        {
            body["start_cursor"] = cursor;
        }

        return body;
    }
}
