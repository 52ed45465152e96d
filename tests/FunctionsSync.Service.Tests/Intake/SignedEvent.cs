using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace FunctionsSync.Service.Tests.Intake;

/// <summary>
/// Events as Notion sends and signs them. Source of the fixture: https://developers.notion.com/reference/webhooks-events-delivery.
/// </summary>
internal static class SignedEvent
{
    public const string Token = "secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl";
    public const string Page = "153104cd-477e-809d-8dc4-ff2d96ae3090";
    public const string Person = "c7c11cca-1d73-471d-9b6e-bdef51470190";
    public const string Bot = "d2c91cca-1d73-471d-9b6e-bdef51470191";

    public static string Handshake(string token = Token) => $$"""{"verification_token":"{{token}}"}""";

    public static JsonObject Of(string type = "page.properties_updated", string? dataSource = null, params string[] authors) => new()
    {
        ["id"] = Guid.NewGuid().ToString("D"),
        ["timestamp"] = "2024-12-05T23:57:05.379Z",
        ["workspace_id"] = "13950b26-c203-4f3b-b97d-93ec06319565",
        ["workspace_name"] = "Quantify Labs",
        ["subscription_id"] = "29d75c0d-5546-4414-8459-7b7a92f1fc4b",
        ["integration_id"] = "0ef2e755-4912-8096-91c1-00376a88a5ca",
        ["type"] = type,
        ["authors"] = new JsonArray([.. (authors.Length == 0 ? [Person] : authors).Select(author => new JsonObject { ["id"] = author, ["type"] = "person" })]),
        ["attempt_number"] = 1,
        ["api_version"] = "2026-03-11",
        ["entity"] = new JsonObject { ["id"] = Page, ["type"] = type.Split('.')[0] },
        ["data"] = new JsonObject
        {
            ["parent"] = new JsonObject
            {
                ["id"] = "13950b26-c203-4f3b-b97d-93ec06319566",
                ["type"] = "database",
                ["data_source_id"] = dataSource ?? Some.DataSource.ToString(),
            },
            ["updated_properties"] = new JsonArray("XGe%40", "bDf%5B"),
        },
    };

    public static string Sign(string body, string token = Token) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(body)))}";
}
