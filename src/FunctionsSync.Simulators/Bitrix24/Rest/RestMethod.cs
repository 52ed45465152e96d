using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>A method of the portal.</summary>
/// <remarks><c>Scope</c>: what the application must have been granted; empty for basic methods.</remarks>
internal sealed record RestMethod(string Name, string Scope, Func<RestContext, JsonObject, RestResult> Run)
{
    /// <summary>Changes CRM items or tasks.</summary>
    public bool IsWrite { get; init; }

    /// <summary>Refused to inbound webhooks.</summary>
    public bool ApplicationOnly { get; init; }
}
