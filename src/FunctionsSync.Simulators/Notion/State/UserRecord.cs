using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Notion.State;

/// <summary>A member, a guest (not listed, but known by id) or, without an e-mail address, a bot.</summary>
internal sealed record UserRecord(string Id, string Name, string? Email, bool IsGuest)
{
    public bool IsBot => Email is null;

    public JsonObject Reference => new() { ["object"] = "user", ["id"] = Id };

    public JsonObject Render(string workspaceId)
    {
        var user = new JsonObject
        {
            ["object"] = "user",
            ["id"] = Id,
            ["type"] = IsBot ? "bot" : "person",
            ["name"] = Name,
            ["avatar_url"] = null,
        };
        if (Email is not null)
            user["person"] = new JsonObject { ["email"] = Email, ["email_verified"] = true };
        else
            user["bot"] = new JsonObject
            {
                ["owner"] = new JsonObject { ["type"] = "workspace", ["workspace"] = true },
                ["workspace_id"] = workspaceId,
                ["workspace_name"] = WorkspaceNames.Workspace,
                ["workspace_limits"] = new JsonObject { ["max_file_upload_size_in_bytes"] = 5_242_880 },
            };
        return user;
    }
}
