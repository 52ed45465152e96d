using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.State;

namespace FunctionsSync.Simulators.Notion.Webhooks;

/// <summary>Writes and signs the body of a webhook: ids, types and authors, no values.</summary>
internal static class WebhookComposer
{
    public static OutgoingWebhook Compose(WorkspaceState state, WebhookEvent sent)
    {
        var body = sent.Type.Length == 0 ? new JsonObject { ["verification_token"] = sent.Subscription.Token } : Event(state, sent);
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        var signature = $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(sent.Subscription.Token), bytes))}";
        return new(sent.Type, sent.EntityId, sent.Subscription.Address, sent.Attempt, bytes, signature);
    }

    private static JsonObject Event(WorkspaceState state, WebhookEvent sent)
    {
        lock (state.Gate)
        {
            var data = new JsonObject { ["parent"] = sent.Parent?.DeepClone() };
            if (sent.Type == "page.properties_updated")
                data["updated_properties"] = new JsonArray([.. sent.Properties.Select(id => (JsonNode)id)]);
            return new JsonObject
            {
                ["id"] = sent.Id,
                ["timestamp"] = sent.At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                ["workspace_id"] = state.WorkspaceId,
                ["workspace_name"] = WorkspaceNames.Workspace,
                ["subscription_id"] = sent.Subscription.Id,
                ["integration_id"] = state.IntegrationId,
                ["type"] = sent.Type,
                ["authors"] = new JsonArray([.. sent.Authors.Select(id => new JsonObject { ["id"] = id, ["type"] = state.User(id).IsBot ? "bot" : "person" })]),
                ["attempt_number"] = sent.Attempt,
                ["api_version"] = "2026-03-11",
                ["entity"] = new JsonObject { ["id"] = sent.EntityId, ["type"] = sent.Type.Split('.')[0] },
                ["data"] = data,
            };
        }
    }
}
