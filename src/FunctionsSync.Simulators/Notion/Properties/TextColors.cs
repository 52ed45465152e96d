using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Notion.Properties;

/// <summary>The colours of text and blocks, each also as a background.</summary>
internal static class TextColors
{
    private static readonly string[] Hues = ["gray", "brown", "orange", "yellow", "green", "blue", "purple", "pink", "red"];
    private static readonly string[] All = ["default", .. Hues, .. Hues.Select(hue => hue + "_background")];

    public static string Read(JsonNode? color, string path) => color is null ? "default" : Expect.OneOf(color, path, All);
}
