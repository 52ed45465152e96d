using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Simulators.Tests.Notion;

/// <summary>A test with a simulator of its own, reached over real HTTP, and a clock that stands still until it is moved.</summary>
public abstract class NotionSimulatorTest : IAsyncLifetime
{
    protected static readonly TimeSpan Lag = TimeSpan.FromSeconds(1);
    private readonly HttpClient _http = new(new SocketsHttpHandler());

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 10, 0, 45, TimeSpan.Zero));
    protected NotionSimulator Simulator { get; private set; } = null!;
    protected NotionWorkspace Workspace => Simulator.Workspace;
    protected string Anna { get; private set; } = "";
    protected string DatabaseId { get; private set; } = "";
    protected string DataSourceId { get; private set; } = "";
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected virtual NotionSimulatorOptions Options => new() { TimeProvider = Clock, QueryLag = Lag, Seed = 7 };

    public async ValueTask InitializeAsync()
    {
        Simulator = await NotionSimulator.StartAsync(Options, Cancellation);
        Anna = Workspace.AddPerson("Anna", "anna@example.com");
        (DatabaseId, DataSourceId) = Workspace.CreateDatabase("Deals", Json("""
            {
              "Name": {"title": {}}, "Amount": {"number": {}}, "Note": {"rich_text": {}}, "Done": {"checkbox": {}},
              "Status": {"select": {"options": [{"name": "New", "color": "blue"}]}}, "Tags": {"multi_select": {}},
              "Phase": {"status": {}}, "Due": {"date": {}}, "Link": {"url": {}}, "Mail": {"email": {}}, "Phone": {"phone_number": {}},
              "Responsible": {"people": {}}, "Files": {"files": {}}, "Edited": {"last_edited_time": {}}, "No": {"unique_id": {"prefix": "D"}}
            }
            """));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static JsonObject Json(string json) => JsonNode.Parse(json)!.AsObject();

    protected static JsonObject Title(string text) =>
        new() { ["Name"] = new JsonObject { ["title"] = new JsonArray(new JsonObject { ["text"] = new JsonObject { ["content"] = text } }) } };

    /// <summary>Sends as the connection does, with its token and version.</summary>
    protected Task<ApiAnswer> SendAsync(string method, string path, JsonNode? body = null) =>
        SendRawAsync(method, path, body?.ToJsonString(), "Bearer ntn_simulated", "2026-03-11");

    protected async Task<ApiAnswer> SendRawAsync(
        string method, string path, string? body, string? authorization, string? version, string? origin = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Simulator.BaseAddress, path));
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (version is not null)
            request.Headers.Add("Notion-Version", version);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        var headers = response.Headers.ToDictionary(header => header.Key, header => header.Value.First(), StringComparer.OrdinalIgnoreCase);
        return new ApiAnswer(response.StatusCode, text, headers);
    }

    protected async Task<JsonNode> OkAsync(string method, string path, JsonNode? body = null)
    {
        var answer = await SendAsync(method, path, body);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }

    /// <summary>Expects Notion's error envelope and returns its message.</summary>
    protected static string Refused(ApiAnswer answer, int status, string code)
    {
        Assert.True((int)answer.Status == status, answer.Text);
        Assert.Equal("error", (string?)answer.Json["object"]);
        Assert.Equal(status, (int?)answer.Json["status"]);
        Assert.Equal(code, (string?)answer.Json["code"]);
        Assert.Equal(answer.Headers["x-notion-request-id"], (string?)answer.Json["request_id"]);
        return (string?)answer.Json["message"] ?? "";
    }

    protected Task<ApiAnswer> CreateAsync(JsonObject properties, JsonArray? children = null)
    {
        var body = new JsonObject
        {
            ["parent"] = new JsonObject { ["data_source_id"] = DataSourceId },
            ["properties"] = properties.DeepClone(),
        };
        if (children is not null)
            body["children"] = children;
        return SendAsync("POST", "/v1/pages", body);
    }

    protected async Task<string> CreatePageAsync(string title)
    {
        var answer = await CreateAsync(Title(title));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return (string)answer.Json["id"]!;
    }

    protected Task<ApiAnswer> UpdateAsync(string pageId, string properties) =>
        SendAsync("PATCH", $"/v1/pages/{pageId}", new JsonObject { ["properties"] = Json(properties) });

    protected Task<JsonNode> PageAsync(string pageId) => OkAsync("GET", $"/v1/pages/{pageId}");

    protected Task<ApiAnswer> QueryAsync(string body = "{}", string parameters = "") =>
        SendAsync("POST", $"/v1/data_sources/{DataSourceId}/query{parameters}", Json(body));

    protected static string[] Names(ApiAnswer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return [.. answer.Json["results"]!.AsArray().Select(page =>
            string.Concat(page!["properties"]!["Name"]!["title"]!.AsArray().Select(item => (string?)item!["plain_text"])))];
    }
}
