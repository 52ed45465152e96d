using System.Text.Json;

namespace FunctionsSync.Service.Intake;

/// <summary>
/// A Notion event: it names what changed and who changed it, and carries no values. Source: https://developers.notion.com/reference/webhooks-events-delivery.
/// </summary>
/// <param name="Id">The same for every attempt to deliver it; null where there is none.</param>
/// <param name="Type">Such as <c>page.properties_updated</c>.</param>
/// <param name="EntityId">What it is about.</param>
/// <param name="Parent">The kind of thing its page is in: <c>database</c>, <c>page</c>, <c>block</c>, <c>space</c>.</param>
/// <param name="DataSource">The data source its page is a row of, where it is one.</param>
/// <param name="Authors">The user ids of everybody who had a part in it: Notion sends one event for several edits.</param>
internal sealed record NotionEvent(Guid? Id, string Type, string? EntityId, string? Parent, string? DataSource, IReadOnlyList<string> Authors)
{
    /// <summary>Null when it is no event: events are JSON objects with a type.</summary>
    public static NotionEvent? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (Text(root, "type") is not { } type)
            {
                return null;
            }

            var parent = Member(Member(root, "data"), "parent");
            return new(
                Guid.TryParse(Text(root, "id"), out var id) ? id : null,
                type,
                Text(Member(root, "entity"), "id"),
                Text(parent, "type"),
                Text(parent, "data_source_id"),
                Member(root, "authors") is { ValueKind: JsonValueKind.Array } authors
                    ? [.. authors.EnumerateArray().Select(author => Text(author, "id") ?? string.Empty)]
                    : []);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // An invalid operation: a text that is no valid Unicode.
            return null;
        }
    }

    /// <summary>The token of a handshake, which is a small object with that one member; null for anything else.</summary>
    public static string? ParseHandshake(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.GetPropertyCount() == 1 ? Text(root, "verification_token") : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
