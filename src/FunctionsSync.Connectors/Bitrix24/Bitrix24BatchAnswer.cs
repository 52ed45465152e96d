using System.Net;
using System.Text.Json;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// The answer of a batch: it succeeds as a whole even when every command failed. Empty maps come as <c>[]</c>.
/// Source: https://apidocs.bitrix24.com/settings/how-to-call-rest-api/batch.html.
/// </summary>
/// <param name="result">The envelope's <c>result</c>; undefined where no command was sent.</param>
/// <param name="held">The commands whose method may not be called now, and how they fail.</param>
internal sealed class Bitrix24BatchAnswer(JsonElement result, IReadOnlyDictionary<string, RemoteException> held)
{
    /// <summary>A command's result; null when the record it asked for does not exist.</summary>
    /// <exception cref="RemoteException">The command failed in another way.</exception>
    public JsonElement? Find(string command)
    {
        if (Member("result", command) is { } found)
        {
            return found;
        }

        if (held.TryGetValue(command, out var waiting))
        {
            throw waiting;
        }

        if (Member("result_error", command) is not { } error)
        {
            throw new RemoteException(RemoteFailure.Unreachable, $"Bitrix24 answered a batch without {command}.");
        }

        var (code, description) = Bitrix24Errors.Read(error);
        var failure = Bitrix24Errors.ToException(command, HttpStatusCode.BadRequest, code, description, isRead: true);
        return failure.Failure == RemoteFailure.NotFound ? null : throw failure;
    }

    private JsonElement? Member(string map, string command) =>
        result.ValueKind == JsonValueKind.Object && result.TryGetProperty(map, out var members)
        && members.ValueKind == JsonValueKind.Object && members.TryGetProperty(command, out var member) ? member : null;
}
