using System.Text.Json;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>One record to read in a batch, whatever method gives it.</summary>
/// <param name="Command">The method and its query.</param>
/// <param name="Member">Where the record is in the method's result.</param>
/// <param name="IsEmptyForMissing">Whether the method answers with nothing, and no error, where there is no such record.</param>
/// <param name="References">Fields that each hold one record, whose title is wanted too: name in the answer, and entity.</param>
internal sealed record Bitrix24ReadCommand(
    string Command, string Member, bool IsEmptyForMissing, IReadOnlyList<(string Name, EntityType Entity)> References)
{
    /// <summary>How many commands of a batch it takes.</summary>
    public int Size => 1 + References.Count;

    /// <summary>The record in the command's result; null when there is no such record.</summary>
    /// <exception cref="RemoteException">It is not there, and the method has other words for a record that does not exist.</exception>
    public JsonElement? RecordIn(JsonElement result) =>
        PhpJson.Member(result, Member) is { ValueKind: JsonValueKind.Object } record ? record
        : IsEmptyForMissing ? null
        : throw new RemoteException(RemoteFailure.Unreachable, $"Bitrix24 answered {Command.Split('?')[0]} with neither a record nor an error.");
}
