using System.Text;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion;
using FunctionsSync.Testing;

namespace FunctionsSync.Simulators.Tests.Notion;

/// <summary>The independent check: a client nobody here wrote must get along with the simulator.</summary>
public sealed class OfficialClientTests
{
    private const string Email = "anna@example.com";

    [Fact]
    public async Task Simulator_DrivenByTheOfficialJavaScriptClient_BehavesAsThatClientExpects()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await NodePackages.RequireAsync(cancellation);
        await using var simulator = await NotionSimulator.StartAsync(
            new NotionSimulatorOptions { QueryLag = TimeSpan.Zero, RequestsPerMinute = 1000 }, cancellation);
        var workspace = simulator.Workspace;
        var person = workspace.AddPerson("Anna", Email);
        workspace.AddPerson("Guest", "guest@example.com", isGuest: true);
        var (databaseId, dataSourceId) = workspace.CreateDatabase("Deals", Parse("""
            {"Name": {"title": {}}, "Amount": {"number": {}}, "Status": {"select": {"options": [{"name": "New"}]}}, "Responsible": {"people": {}}}
            """));
        var (unsharedId, _) = workspace.CreateDatabase("Secret", [], shared: false);
        for (var amount = 1; amount <= 250; amount++)
            workspace.CreateAsPerson(dataSourceId, new JsonObject { ["Amount"] = new JsonObject { ["number"] = amount } }, person);

        var (webhook, token) = await SendWebhookAsync(cancellation);
        var run = await NodePackages.RunScriptAsync(
            "sdk-checks/notion.mjs",
            new Dictionary<string, string>
            {
                ["NOTION_BASE_URL"] = simulator.BaseAddress.ToString(),
                ["NOTION_TOKEN"] = "ntn_simulated",
                ["NOTION_DATABASE_ID"] = databaseId,
                ["NOTION_UNSHARED_ID"] = unsharedId,
                ["NOTION_PERSON_EMAIL"] = Email,
                ["NOTION_WEBHOOK_BODY"] = Encoding.UTF8.GetString(webhook.Body.Span),
                ["NOTION_WEBHOOK_SIGNATURE"] = webhook.Signature,
                ["NOTION_WEBHOOK_TOKEN"] = token,
            },
            cancellation);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("ok      users.me", run.Output, StringComparison.Ordinal);
    }

    /// <summary>What a workspace of its own sends about a new page, and with which token.</summary>
    private static async Task<(OutgoingWebhook Sent, string Token)> SendWebhookAsync(CancellationToken cancellationToken)
    {
        var workspace = new NotionWorkspace(new NotionSimulatorOptions { WebhookWindow = TimeSpan.Zero });
        var transport = new RecordingTransport();
        workspace.Webhooks.Subscribe(new Uri("https://sync.example.com"));
        await workspace.Webhooks.DeliverDueAsync(transport, cancellationToken);
        var token = (string?)JsonNode.Parse(transport.Sent[0].Body.Span)?["verification_token"] ?? "";
        Assert.True(workspace.Webhooks.Verify(token));
        var (_, dataSourceId) = workspace.CreateDatabase("Deals", []);
        workspace.CreateAsPerson(dataSourceId, [], workspace.AddPerson("Anna", Email));
        await workspace.Webhooks.DeliverDueAsync(transport, cancellationToken);
        return (transport.Sent[1], token);
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
