using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>One record to read in a batch, whatever method gives it.</summary>
/// <param name="Command">The method and its query.</param>
/// <param name="Member">Where the record is in the method's result.</param>
/// <param name="IsEmptyForMissing">Whether the method answers with nothing, and no error, where there is no such record.</param>
/// <param name="References">Fields that each hold one record, whose title is wanted too: name in the answer, and entity.</param>
internal sealed record Bitrix24ReadCommand(string Command, string Member, bool IsEmptyForMissing, IReadOnlyList<(string Name, EntityType Entity)> References)
{
    /// <summary>How many commands of a batch it takes.</summary>
    public int Size => 1 + References.Count;
}
