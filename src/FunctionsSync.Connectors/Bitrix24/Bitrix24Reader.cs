using System.Text.Json;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>Values of the universal methods (<c>crm.item.*</c>) as canonical values.</summary>
internal sealed class Bitrix24Reader(Bitrix24StatusDirectory statuses, Bitrix24UserDirectory users)
{
    private static readonly TimeSpan HalfDay = TimeSpan.FromHours(12);

    /// <param name="field">The field the value is of.</param>
    /// <param name="value">The value as it came.</param>
    /// <param name="pipeline">The pipeline the record is in.</param>
    /// <param name="title">The title of the record the value refers to, if it was read.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    public async Task<CanonicalValue> ReadAsync(
        Bitrix24Field field, JsonElement value, long? pipeline, string? title, CancellationToken cancellationToken) => field.Kind switch
        {
            ValueKind.Number => PhpJson.Number(value) is { } number ? new CanonicalValue.Number(number) : new CanonicalValue.Empty(),
            ValueKind.Date => PhpJson.Moment(value) is { } moment ? new CanonicalValue.Date(Day(moment)) : new CanonicalValue.Empty(),
            ValueKind.DateAndTime => PhpJson.Moment(value) is { } moment ? new CanonicalValue.DateAndTime(moment) : new CanonicalValue.Empty(),
            ValueKind.Choice => await ReadChoiceAsync(field, PhpJson.Text(value), pipeline, cancellationToken),
            ValueKind.Person => await ReadPersonAsync(PhpJson.Id(value), cancellationToken),
            ValueKind.Reference => PhpJson.Id(value) is { } id
                ? new CanonicalValue.Reference(new RecordRef.Bitrix24(EntityType.Company, new(id)), title ?? string.Empty)
                : new CanonicalValue.Empty(),
            _ => CanonicalValue.FromText(PhpJson.Text(value)),
        };

    /// <summary>
    /// A day comes as its midnight in UTC, printed in the server's zone: half a day later is the same day wherever the server is.
    /// </summary>
    private static DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime + HalfDay);

    private async Task<CanonicalValue> ReadChoiceAsync(Bitrix24Field field, string? code, long? pipeline, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(code) || field.Dictionary is not { } dictionary)
        {
            return CanonicalValue.FromChoice(code);
        }

        var rows = await statuses.ReadAsync(Bitrix24Stages.DictionaryOf(field, pipeline), row => Bitrix24Stages.IsCode(row, code), cancellationToken);
        // A stage that was removed while records are still in it has no name any more.
        return new CanonicalValue.Choice(rows.FirstOrDefault(row => Bitrix24Stages.IsCode(row, code))?.Name ?? code);
    }

    private async Task<CanonicalValue> ReadPersonAsync(long? id, CancellationToken cancellationToken) => id is { } known
        ? (await users.FindAsync(user => user.Id == known, cancellationToken)) is [var user, ..] ? user.ToPerson() : Bitrix24User.Unknown(known)
        : new CanonicalValue.Empty();
}
