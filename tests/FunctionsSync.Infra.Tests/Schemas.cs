using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;

namespace FunctionsSync.Infra.Tests;

/// <summary>The schemas in <c>Schemas/</c>: what is used here of each format, so that a misspelt name is an error and not ignored.</summary>
internal static class Schemas
{
    /// <summary>What is wrong with a document, one line each.</summary>
    /// <param name="schema">A path in the repository.</param>
    /// <param name="document">The document.</param>
    /// <param name="cancellationToken">Ends the reading of the schema.</param>
    public static async Task<IReadOnlyList<string>> ValidateAsync(string schema, JsonNode document, CancellationToken cancellationToken) =>
        [.. (await JsonSchema.FromFileAsync(Repository.PathOf(schema.Split('/')), cancellationToken)).Validate(document.ToJsonString()).Select(error => error.ToString())];

    /// <summary>A JSON file as its readers take it: with comments.</summary>
    public static JsonNode Read(string file) =>
        JsonNode.Parse(File.ReadAllText(Repository.PathOf(file.Split('/'))), documentOptions: new() { CommentHandling = JsonCommentHandling.Skip })!;

    public static string PathOf(string name) => $"tests/FunctionsSync.Infra.Tests/Schemas/{name}.schema.json";
}
