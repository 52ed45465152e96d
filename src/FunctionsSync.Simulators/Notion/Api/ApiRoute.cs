using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Notion.Api;

/// <summary>One endpoint. Parts of the template in braces are taken from the address, decoded once; a write is what could change pages,
/// blocks, data sources or databases.</summary>
internal sealed record ApiRoute(string Method, string Template, bool IsWrite, Func<ApiCall, JsonObject> Answer)
{
    private readonly string[] _parts = Template.Split('/');

    public string Operation { get; } = $"{Method} {Shown(Template)}";

    public bool Matches(string method, string[] parts) =>
        method == Method && parts.Length == _parts.Length && _parts.Zip(parts).All(pair => IsHole(pair.First) || pair.First == pair.Second);

    public Dictionary<string, string> Values(string[] parts) =>
        _parts.Zip(parts)
            .Where(pair => IsHole(pair.First))
            .ToDictionary(pair => pair.First[1..^1], pair => Uri.UnescapeDataString(pair.Second));

    private static bool IsHole(string part) => part.StartsWith('{');

    private static string Shown(string template) =>
        string.Join('/', template.Split('/').Select(part => !IsHole(part) ? part : part == "{property_id}" ? "{pid}" : "{id}"));
}
