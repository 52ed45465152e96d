using System.Text.Json;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>The mapped fields of a record, whatever method it came from.</summary>
internal sealed class Bitrix24Values(Bitrix24Reader reader, Bitrix24Address address)
{
    /// <param name="flow">The flow the record belongs to.</param>
    /// <param name="fields">The fields to read; one that the record lacks is left out.</param>
    /// <param name="id">The record.</param>
    /// <param name="item">The record as it came.</param>
    /// <param name="pipeline">The pipeline it is in.</param>
    /// <param name="titles">The titles of the records it refers to, as far as they were read.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    /// <returns>The values, without the moments of the record itself.</returns>
    public async Task<Snapshot> ReadAsync(
        Flow flow,
        IEnumerable<FieldMap> fields,
        Bitrix24Id id,
        JsonElement item,
        long? pipeline,
        IReadOnlyDictionary<RecordRef.Bitrix24, string> titles,
        CancellationToken cancellationToken)
    {
        var values = new Dictionary<FieldKey, CanonicalValue>();
        var unreadable = new Dictionary<FieldKey, string>();
        foreach (var field in fields)
        {
            if (field.Bitrix24.Type == Bitrix24Types.RecordLink)
            {
                values[field.Key] = address.Of(flow.Entity, id);
            }
            else if (PhpJson.Member(item, field.Bitrix24.ApiName) is { } value)
            {
                var read = await reader.ReadAsync(field.Bitrix24, value, pipeline, titles, cancellationToken);
                if (read.Value is { } understood)
                {
                    values[field.Key] = understood;
                }
                else
                {
                    unreadable[field.Key] = read.Unreadable ?? string.Empty;
                }
            }
        }

        return new() { Values = values, Unreadable = unreadable, EditedAt = default, Pipeline = pipeline };
    }
}
