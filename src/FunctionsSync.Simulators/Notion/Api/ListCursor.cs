using System.Buffers.Text;
using System.Globalization;
using System.Text;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Api;

/// <summary>An opaque position in a short list.</summary>
internal static class ListCursor
{
    private const string Prefix = "list:";

    public static string Write(int position) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Prefix + position.ToString(CultureInfo.InvariantCulture)));

    public static int Read(string cursor)
    {
        if (Base64Url.IsValid(cursor))
        {
            var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
            if (text.StartsWith(Prefix, StringComparison.Ordinal)
                && int.TryParse(text[Prefix.Length..], CultureInfo.InvariantCulture, out var position)
                && position >= 0)
                return position;
        }
        throw Invalid($"The start_cursor provided is invalid: {cursor}");
    }
}
