using System.Text.Json.Nodes;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Queries;

/// <summary>Every list of the API: 100 per page unless fewer are asked for, and never more.</summary>
internal static class PageSize
{
    private const int Largest = 100;

    public static int Read(JsonNode? size, string path = "body.page_size")
    {
        if (size is null)
            return Largest;
        var number = Expect.Number(size, path);
        return number switch
        {
            > Largest => throw InvalidBody(path, $"≤ `{Largest}`, instead was `{number}`"),
            < 1 => throw InvalidBody(path, $"≥ `1`, instead was `{number}`"),
            _ when number % 1 != 0 => throw InvalidBody(path, $"an integer, instead was `{number}`"),
            _ => (int)number,
        };
    }
}
