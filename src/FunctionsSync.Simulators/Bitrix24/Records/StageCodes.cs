using System.Globalization;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>How the stages of one kind of record are called.</summary>
/// <remarks>
/// <c>Usual</c>: what a new pipeline starts with; S won, F lost, P in progress.
/// <c>DictionaryOf</c>: the ENTITY_ID a pipeline's stages have in <c>crm.status.list</c>.
/// <c>PrefixOf</c>: what the codes of a pipeline's stages start with.
/// </remarks>
internal sealed record StageCodes(
    IReadOnlyList<(string Code, string Name, char Semantics)> Usual, Func<int, string> DictionaryOf, Func<int, string> PrefixOf)
{
    public static StageCodes Deals { get; } = new(
        [
            ("NEW", "New", 'P'), ("PREPARATION", "Documents prepared", 'P'), ("PREPAYMENT_INVOICE", "Invoice sent", 'P'),
            ("EXECUTING", "In progress", 'P'), ("FINAL_INVOICE", "Final invoice", 'P'), ("WON", "Deal won", 'S'),
            ("LOSE", "Deal lost", 'F'), ("APOLOGY", "Analysis of failure", 'F'),
        ],
        categoryId => categoryId == 0 ? "DEAL_STAGE" : Text($"DEAL_STAGE_{categoryId}"),
        categoryId => categoryId == 0 ? "" : Text($"C{categoryId}:"));

    public static StageCodes Leads { get; } = new(
        [
            ("NEW", "Unassigned", 'P'), ("IN_PROCESS", "In progress", 'P'), ("PROCESSED", "Processed", 'P'),
            ("CONVERTED", "High-quality lead", 'S'), ("JUNK", "Junk lead", 'F'),
        ],
        _ => "STATUS",
        _ => "");

    public static StageCodes SmartProcess(int entityTypeId) => new(
        [
            ("NEW", "Start", 'P'), ("PREPARATION", "Preparation", 'P'), ("CLIENT", "Approval", 'P'), ("SUCCESS", "Success", 'S'),
            ("FAIL", "Fail", 'F'),
        ],
        categoryId => Text($"DYNAMIC_{entityTypeId}_STAGE_{categoryId}"),
        categoryId => Text($"DT{entityTypeId}_{categoryId}:"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
