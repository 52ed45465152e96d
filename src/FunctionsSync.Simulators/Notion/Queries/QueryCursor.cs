using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Queries;

/// <summary>Where a query left off: the keys of the last row given out. Rows that move behind it are seen again, rows that move before it
/// are missed. <c>Given</c> counts the rows that the chain gave out so far.</summary>
internal sealed record QueryCursor(string Query, JsonArray LastKeys, int Given)
{
    /// <summary>What must stay the same from one page of a query to the next.</summary>
    public static string Fingerprint(string dataSourceId, JsonObject body)
    {
        var text = string.Join('\n', [dataSourceId, Text("filter"), Text("sorts"), Text("is_archived")]);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

        string? Text(string member) => body[member]?.ToJsonString();
    }

    public string Write()
    {
        var content = new JsonArray(Query, LastKeys.DeepClone(), Given);
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(content.ToJsonString()));
    }

    public static QueryCursor Read(string text, string query)
    {
        try
        {
            if (JsonNode.Parse(Base64Url.DecodeFromChars(text)) is JsonArray and [var of, JsonArray keys, var given]
                && of?.GetValue<string>() == query && given is not null)
                return new QueryCursor(query, (JsonArray)keys.DeepClone(), given.GetValue<int>());
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException)
        {
            // Refused below, like a cursor of another query.
        }
        throw Invalid($"The start_cursor provided is invalid: {text}");
    }
}
