using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Bitrix24.Access;

internal sealed record OAuthAnswer(int Status, JsonObject Body);
