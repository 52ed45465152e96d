using System.Text;

namespace FunctionsSync.Connectors.Storage;

/// <summary>Base64 of UTF-8: what the queue trigger of the Functions host reads unless it is told otherwise.</summary>
internal static class QueueText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>A message somebody put there by hand may be plain text: it is returned as it is.</summary>
    public static string Decode(string body)
    {
        try
        {
            return Strict.GetString(Convert.FromBase64String(body));
        }
        catch (Exception exception) when (exception is FormatException or DecoderFallbackException)
        {
            return body;
        }
    }
}
