using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Connectors.Http;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Notion;

/// <summary>
/// The endpoints of Notion's API that the product uses, version 2026-03-11. Property bags stay JSON: they differ by type.
/// Source: https://developers.notion.com/reference.
/// </summary>
internal sealed class NotionClient(HttpClient http, TimeProvider timeProvider)
{
    public const string Version = "2026-03-11";

    /// <summary>The most blocks one request takes, and the most rows one page of a list holds.</summary>
    public const int MaxItems = 100;

    /// <summary>Letters as they are: escaped, a text in Cyrillic would take three times its size of the 500 KB a request may have.</summary>
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Task<JsonElement> GetMeAsync(CancellationToken cancellationToken) =>
        GetAsync("v1/users/me", cancellationToken);

    public Task<JsonElement> ListUsersAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync($"v1/users?page_size={MaxItems}{(cursor is null ? string.Empty : $"&start_cursor={Uri.EscapeDataString(cursor)}")}", cancellationToken);

    public Task<JsonElement> GetDatabaseAsync(Guid database, CancellationToken cancellationToken) =>
        GetAsync($"v1/databases/{database}", cancellationToken);

    public Task<JsonElement> GetDataSourceAsync(DataSourceId dataSource, CancellationToken cancellationToken) =>
        GetAsync($"v1/data_sources/{dataSource}", cancellationToken);

    public Task<JsonElement> GetPageAsync(PageId page, CancellationToken cancellationToken) =>
        GetAsync($"v1/pages/{page}", cancellationToken);

    /// <summary>One page of a long property value.</summary>
    /// <param name="page">The page.</param>
    /// <param name="propertyId">The property's id as the API gave it: already encoded.</param>
    /// <param name="cursor">Where the last answer ended; null at first.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public Task<JsonElement> GetPropertyAsync(PageId page, string propertyId, string? cursor, CancellationToken cancellationToken) =>
        GetAsync(
            $"v1/pages/{page}/properties/{propertyId}?page_size={MaxItems}{(cursor is null ? string.Empty : $"&start_cursor={Uri.EscapeDataString(cursor)}")}",
            cancellationToken);

    /// <summary>One page of rows, and when Notion began to answer.</summary>
    /// <param name="dataSource">The data source to query.</param>
    /// <param name="body">Filter, sorts and cursor.</param>
    /// <param name="propertyIds">The properties to answer with, by id as the API gave it: already encoded.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<NotionQueryAnswer> QueryAsync(
        DataSourceId dataSource, JsonObject body, IEnumerable<string> propertyIds, CancellationToken cancellationToken)
    {
        var filter = string.Join('&', propertyIds.Select(id => $"filter_properties[]={id}"));
        using var request = Request(HttpMethod.Post, $"v1/data_sources/{dataSource}/query?{filter}", body).AsRead();
        using var response = await RemoteCall.SendAsync(http, request, "Notion", cancellationToken);
        return new(await ReadAsync(request, response, cancellationToken), response.Headers.Date ?? timeProvider.GetUtcNow());
    }

    /// <summary>One page of the blocks directly below a page or block.</summary>
    public Task<JsonElement> ListChildrenAsync(string block, string? cursor, CancellationToken cancellationToken) =>
        GetAsync($"v1/blocks/{block}/children?page_size={MaxItems}{(cursor is null ? string.Empty : $"&start_cursor={Uri.EscapeDataString(cursor)}")}", cancellationToken);

    public Task<JsonElement> CreatePageAsync(JsonObject body, CancellationToken cancellationToken) =>
        WriteAsync(HttpMethod.Post, "v1/pages", body, cancellationToken);

    public Task<JsonElement> UpdatePageAsync(PageId page, JsonObject body, CancellationToken cancellationToken) =>
        WriteAsync(HttpMethod.Patch, $"v1/pages/{page}", body, cancellationToken);

    /// <summary>Appends up to <see cref="MaxItems"/> blocks to a page or block. Not idempotent: repeating it repeats the content.</summary>
    public Task<JsonElement> AppendChildrenAsync(string block, JsonArray children, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(children.Count, MaxItems);
        return WriteAsync(HttpMethod.Patch, $"v1/blocks/{block}/children", new JsonObject { ["children"] = children }, cancellationToken);
    }

    private async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, path, null);
        using var response = await RemoteCall.SendAsync(http, request, "Notion", cancellationToken);
        return await ReadAsync(request, response, cancellationToken);
    }

    private async Task<JsonElement> WriteAsync(HttpMethod method, string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var request = Request(method, path, body);
        using var response = await RemoteCall.SendAsync(http, request, "Notion", cancellationToken);
        return await ReadAsync(request, response, cancellationToken);
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, JsonObject? body)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Notion-Version", Version);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Content = body is null ? null : new StringContent(body.ToJsonString(Unescaped), Encoding.UTF8, "application/json");
        return request;
    }

    private async Task<JsonElement> ReadAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await ParseAsync(response, cancellationToken);
        if (response.IsSuccessStatusCode && body.ValueKind == JsonValueKind.Object)
        {
            return body;
        }

        var operation = $"{request.Method} {request.RequestUri?.AbsolutePath}";
        throw NotionErrors.ToException(operation, response.StatusCode, body, request.IsRead(), RetryAfter.Of(response, timeProvider));
    }

    private static async Task<JsonElement> ParseAsync(HttpResponseMessage response, CancellationToken cancellationToken)
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
