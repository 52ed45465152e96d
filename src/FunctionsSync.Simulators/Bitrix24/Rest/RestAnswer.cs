using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

internal sealed record RestAnswer(int Status, JsonObject Body);
