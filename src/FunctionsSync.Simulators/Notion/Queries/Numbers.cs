using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Notion.Queries;

internal static class Numbers
{
    /// <summary>A stored number: the workspace keeps doubles, and counts as integers.</summary>
    public static double Of(JsonNode node) => node.AsValue().TryGetValue<double>(out var number) ? number : node.GetValue<int>();
}
