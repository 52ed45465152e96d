namespace FunctionsSync.Connectors.Http;

/// <summary>How the product introduces itself to both systems.</summary>
internal static class ProductUserAgent
{
    public static string Value { get; } = $"FunctionsSync/{typeof(ProductUserAgent).Assembly.GetName().Version?.ToString(3)}";
}
