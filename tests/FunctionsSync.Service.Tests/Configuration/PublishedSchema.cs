using NJsonSchema;

namespace FunctionsSync.Service.Tests.Configuration;

/// <summary><c>docs/sync.schema.json</c>, as a validator nobody here wrote understands it.</summary>
internal static class PublishedSchema
{
    private static readonly Lazy<Task<JsonSchema>> s_schema = new(() =>
        JsonSchema.FromFileAsync(RepositoryRoot.PathOf("docs", "sync.schema.json"), Some.Cancel));

    /// <summary>What is wrong with a file, one line each.</summary>
    public static async Task<IReadOnlyList<string>> ValidateAsync(string json) =>
        [.. (await s_schema.Value).Validate(json).Select(error => error.ToString())];
}
