using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Notion;

/// <summary>
/// Reads all rows of a query, past Notion's bound of 10,000 results: the query starts again at the creation time of its last row. Rows keep
/// their place in that order however they are edited meanwhile; those seen twice are harmless.
/// Source: https://developers.notion.com/guides/data-apis/query-large-data-sources.
/// </summary>
internal static class NotionQuery
{
    public static JsonArray OldestFirst() => new(new JsonObject { ["timestamp"] = "created_time", ["direction"] = "ascending" });

    /// <exception cref="RemoteException">More rows than one query may answer with were created within one minute.</exception>
    public static async IAsyncEnumerable<NotionQueryAnswer> PagesAsync(
        NotionClient client, DataSourceId dataSource, DateTimeOffset? editedSince, IReadOnlyList<string> propertyIds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTimeOffset? createdSince = null;
        string? cursor = null;
        while (true)
        {
            var answer = await client.QueryAsync(dataSource, Body(editedSince, createdSince, cursor), propertyIds, cancellationToken);
            yield return answer;
            cursor = answer.NextCursor;
            if (cursor is not null)
            {
                continue;
            }

            if (!answer.IsIncomplete)
            {
                yield break;
            }

            createdSince = NextStart(createdSince, answer);
        }
    }

    private static DateTimeOffset NextStart(DateTimeOffset? last, NotionQueryAnswer answer)
    {
        var start = answer.Results.Select(row => NotionJson.Moment(row, "created_time")).DefaultIfEmpty().Max();
        return start > (last ?? DateTimeOffset.MinValue)
            ? start
            : throw new RemoteException(
                RemoteFailure.Rejected,
                $"More pages than one Notion query answers with were created in the minute {start:u}; they cannot be listed apart. Split the database, or delete the import.");
    }

    private static JsonObject Body(DateTimeOffset? editedSince, DateTimeOffset? createdSince, string? cursor)
    {
        var body = new JsonObject { ["sorts"] = OldestFirst(), ["page_size"] = NotionClient.MaxItems };
        var conditions = new[] { Since("last_edited_time", editedSince), Since("created_time", createdSince) }.OfType<JsonObject>().ToArray();
        if (conditions.Length > 0)
        {
            body["filter"] = conditions.Length == 1 ? conditions[0] : new JsonObject { ["and"] = new JsonArray(conditions) };
        }

        if (cursor is not null)
        {
            body["start_cursor"] = cursor;
        }

        return body;
    }

    private static JsonObject? Since(string timestamp, DateTimeOffset? instant) => instant is { } since
        ? new()
        {
            ["timestamp"] = timestamp,
            [timestamp] = new JsonObject { ["on_or_after"] = since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) },
        }
        : null;
}
