using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Notion.Api;

internal static class UserEndpoints
{
    public static JsonObject Me(ApiCall call) => call.State.User(call.State.Bot.UserId).Render(call.State.WorkspaceId);

    public static JsonObject Get(ApiCall call) => call.State.User(call.Id("user_id")).Render(call.State.WorkspaceId);

    /// <summary>People and bots, but no guests.</summary>
    public static JsonObject List(ApiCall call) =>
        call.List("user", [.. call.State.Users.Values.Where(user => !user.IsGuest).Select(user => user.Render(call.State.WorkspaceId))]);
}
