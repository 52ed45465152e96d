using System.Text.Json;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>An answer's body. What is not JSON (a proxy's HTML page) reads as null, so that the status decides.</summary>
internal static class Bitrix24Body
{
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var document = await JsonDocument.ParseAsync(stream, default, cancellationToken);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
