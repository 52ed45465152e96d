using System.Globalization;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// Codes of stages: those of pipeline 9 carry the prefix <c>C9:</c> in records, and in the dictionary with or without it.
/// Source: https://apidocs.bitrix24.com/api-reference/crm/status/.
/// </summary>
internal static class Bitrix24Stages
{
    private const string StageField = "STAGE_ID";
    private const int SmartInvoice = 31;

    /// <summary>
    /// The field as it is in records of the entity: the portal does not say which dictionary the stages of a smart process are in.
    /// Source: https://apidocs.bitrix24.com/api-reference/crm/status/crm-status-entity-types.html.
    /// </summary>
    public static Bitrix24Field In(EntityType entity, Bitrix24Field field) => field.Name == StageField && entity.IsSmartProcess
        ? field with
        {
            Dictionary = Bitrix24EntityTypeId.Of(entity) is var id && id == SmartInvoice
                ? "SMART_INVOICE_STAGE"
                : string.Create(CultureInfo.InvariantCulture, $"DYNAMIC_{id}_STAGE"),
        }
        : field;

    /// <summary>The dictionary a field's codes are in: for stages, that of the record's pipeline.</summary>
    public static string DictionaryOf(Bitrix24Field field, long? pipeline) =>
        Bitrix24StatusDirectory.OfPipeline(field.Dictionary ?? string.Empty, field.Name == StageField ? pipeline : null);

    public static bool IsCode(string row, string code) => row == code || WithoutPipeline(row) == WithoutPipeline(code);

    /// <summary>The code as a record of the pipeline holds it.</summary>
    public static string CodeIn(string row, Bitrix24Field field, long? pipeline) =>
        field.Name != StageField || pipeline is null or 0 || row.Contains(':', StringComparison.Ordinal)
            ? row
            : string.Create(CultureInfo.InvariantCulture, $"C{pipeline}:{row}");

    private static string WithoutPipeline(string code) => code[(code.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
