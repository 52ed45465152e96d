using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

/// <summary>A running portal with a caller who speaks to it over HTTP as the integration user.</summary>
internal sealed class TestPortal : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private TestPortal(Bitrix24Simulator simulator)
    {
        Simulator = simulator;
        Tokens = simulator.Portal.IssueTokens(simulator.Portal.IntegrationUserId);
    }

    public Bitrix24Simulator Simulator { get; }

    public Bitrix24Portal State => Simulator.Portal;

    public IssuedTokens Tokens { get; set; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<TestPortal> StartAsync(Bitrix24SimulatorOptions? options = null) =>
        new(await Bitrix24Simulator.StartAsync(options ?? Quick(), Cancelled));

    public static Bitrix24SimulatorOptions Quick() => new() { EventDelay = TimeSpan.Zero, RequestBurst = 10_000 };

    public int AddDeal(string title, params (string Name, object? Value)[] fields) =>
        State.AddDeal(Values([("TITLE", title), .. fields]), State.IntegrationUserId);

    public int AddTask(string title, params (string Name, object? Value)[] fields) =>
        State.AddTask(Values([("TITLE", title), .. fields]), State.IntegrationUserId);

    /// <summary>A task's links to CRM records, such as <c>D_12</c>.</summary>
    public static (string Name, object? Value) Linked(params string[] items) => ("UF_CRM_TASK", items);

    public Task BindAsync(EventCatcher catcher, string name) =>
        ResultAsync("event.bind", $$"""{"event":"{{name}}","handler":"{{catcher.Address}}"}""");

    public void EditDeal(int id, params (string Name, object? Value)[] fields) =>
        State.EditDeal(id, Values(fields), State.IntegrationUserId);

    /// <summary>Calls with a JSON body and the current token; the answer's status and body.</summary>
    public async Task<Reply> CallAsync(string method, string json = "{}")
    {
        var body = JsonNode.Parse(json)!.AsObject();
        body["auth"] = Tokens.AccessToken;
        return await PostJsonAsync("rest/" + method, body);
    }

    public async Task<JsonNode> ResultAsync(string method, string json = "{}")
    {
        var reply = await CallAsync(method, json);
        Assert.True(reply.Status == 200, $"{method}: {reply.Status} {reply.Text}");
        return reply.Json["result"]!;
    }

    public async Task<JsonNode> ItemAsync(int id, string useOriginalUfNames = "Y") => (await ResultAsync(
        "crm.item.get", $$"""{"entityTypeId":2,"id":{{id}},"useOriginalUfNames":"{{useOriginalUfNames}}"}"""))["item"]!;

    public Task<Reply> UpdateAsync(int id, string fields) =>
        CallAsync("crm.item.update", $$"""{"entityTypeId":2,"id":{{id}},"fields":{{fields}},"useOriginalUfNames":"Y"}""");

    public async Task<JsonNode> UpdatedAsync(int id, string fields)
    {
        var reply = await UpdateAsync(id, fields);
        Assert.True(reply.Status == 200, reply.Text);
        return reply.Json["result"]!["item"]!;
    }

    public Task<Reply> PostJsonAsync(string path, JsonNode body) => SendAsync(HttpMethod.Post, path, JsonContent.Create(body));

    public Task<Reply> PostFormAsync(string path, string form) =>
        SendAsync(HttpMethod.Post, path, new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"));

    public Task<Reply> RefreshAsync(string refreshToken, string secret = "simulated-client-secret") => PostFormAsync(
        "oauth/token/", $"grant_type=refresh_token&client_id=local.simulated.client&client_secret={secret}&refresh_token={refreshToken}");

    public async Task<Reply> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Simulator.BaseAddress, path)) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var response = await _http.SendAsync(request, Cancelled);
        return new Reply((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancelled), response.Headers);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Simulator.DisposeAsync();
    }

    private static Dictionary<string, object?> Values((string Name, object? Value)[] fields) =>
        fields.ToDictionary(field => field.Name, field => field.Value);
}
