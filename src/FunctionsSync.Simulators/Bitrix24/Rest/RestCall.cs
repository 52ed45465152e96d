using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

internal sealed record RestCall(string Method, JsonObject Parameters, RestCredentials Credentials);
