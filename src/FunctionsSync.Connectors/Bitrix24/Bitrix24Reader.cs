using System.Text.Json;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>Values of the universal methods (<c>crm.item.*</c>) as canonical values.</summary>
internal sealed class Bitrix24Reader(Bitrix24Choices choices, Bitrix24UserDirectory users)
{
    private static readonly TimeSpan HalfDay = TimeSpan.FromHours(12);
    private static readonly CanonicalValue Empty = new CanonicalValue.Empty();

    /// <param name="field">The field the value is of.</param>
    /// <param name="value">The value as it came.</param>
    /// <param name="pipeline">The pipeline the record is in.</param>
    /// <param name="titles">The titles of the records the value may refer to, as far as they were read.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    public async Task<Bitrix24Read> ReadAsync(
        Bitrix24Field field, JsonElement value, long? pipeline, IReadOnlyDictionary<RecordRef.Bitrix24, string> titles, CancellationToken cancellationToken)
    {
        if (!field.IsMultiple)
        {
            return await ReadOneAsync(field, field.Kind, value, pipeline, titles, cancellationToken);
        }

        var items = new List<CanonicalValue>();
        foreach (var row in PhpJson.Rows(value))
        {
            var item = await ReadOneAsync(field, field.ItemKind, row, pipeline, titles, cancellationToken);
            if (item.Value is not { } read)
            {
                return item;
            }

            items.Add(read);
        }

        return new(field.Kind switch
        {
            ValueKind.Choices => CanonicalValue.FromChoices(items.OfType<CanonicalValue.Choice>().Select(choice => choice.Name)),
            ValueKind.People => CanonicalValue.FromPeople(items.OfType<CanonicalValue.Person>()),
            ValueKind.References => CanonicalValue.FromReferences(items.OfType<CanonicalValue.Reference>()),
            _ => CanonicalValue.FromSeveral(items),
        });
    }

    private async Task<Bitrix24Read> ReadOneAsync(
        Bitrix24Field field, ValueKind? kind, JsonElement value, long? pipeline, IReadOnlyDictionary<RecordRef.Bitrix24, string> titles, CancellationToken cancellationToken) =>
        field.Type == Bitrix24Types.Money ? new(Bitrix24Money.Read(PhpJson.Text(value), field.Part)) : kind switch
        {
            ValueKind.Choice => await ReadChoiceAsync(field, PhpJson.Text(value), pipeline, cancellationToken),
            ValueKind.Person => new(await ReadPersonAsync(PhpJson.Id(value), cancellationToken)),
            ValueKind.Reference => new(Bitrix24Binding.Read(value, field.Refers) is { } target
                ? new CanonicalValue.Reference(target, titles.GetValueOrDefault(target) ?? string.Empty)
                : Empty),
            _ => new(ReadPlain(field, kind, value)),
        };

    private static CanonicalValue ReadPlain(Bitrix24Field field, ValueKind? kind, JsonElement value) => kind switch
    {
        ValueKind.Number => PhpJson.Number(value) is { } number ? new CanonicalValue.Number(number) : Empty,
        ValueKind.Date => PhpJson.Moment(value) is { } moment ? new CanonicalValue.Date(Day(moment)) : Empty,
        ValueKind.DateAndTime => PhpJson.Moment(value) is { } moment ? new CanonicalValue.DateAndTime(moment) : Empty,
        ValueKind.Flag => ReadFlag(value),
        ValueKind.Link => CanonicalValue.FromLink(PhpJson.Text(value)),
        ValueKind.FormattedText => BbCode.Read(PhpJson.Text(value) ?? string.Empty),
        _ => CanonicalValue.FromText(field.Type switch
        {
            // What follows the text are coordinates and an id, which the portal adds by itself.
            Bitrix24Types.Address => PhpJson.Text(value)?.Split('|')[0],
            // Never one of its addresses: they carry a secret.
            Bitrix24Types.File => PhpJson.Text(value, "name") ?? (PhpJson.Id(value, "id") is { } id ? $"File {id}" : null),
            _ => PhpJson.Text(value),
        }),
    };

    /// <summary>Each family of methods prints something else: Y and N, 1 and 0, true and false.</summary>
    private static CanonicalValue ReadFlag(JsonElement value) => value.ValueKind == JsonValueKind.False ? new CanonicalValue.Flag(false) : PhpJson.Text(value) switch
    {
        "Y" or "y" or "1" or "true" => new CanonicalValue.Flag(true),
        "N" or "n" or "0" or "false" => new CanonicalValue.Flag(false),
        _ => Empty,
    };

    /// <summary>
    /// A day comes as its midnight in UTC, printed in the server's zone: half a day later is the same day wherever the server is.
    /// </summary>
    private static DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime + HalfDay);

    private async Task<Bitrix24Read> ReadChoiceAsync(Bitrix24Field field, string? code, long? pipeline, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(code))
        {
            return new(Empty);
        }

        return await choices.NameAsync(field, code, pipeline, cancellationToken) is { } name
            ? new(CanonicalValue.FromChoice(name))
            : Bitrix24Read.Nothing($"Bitrix24 has no choice with the code '{code}' for {field.Name} any more: choose another one in the record");
    }

    private async Task<CanonicalValue> ReadPersonAsync(long? id, CancellationToken cancellationToken) => id is { } known
        ? (await users.FindAsync(user => user.Id == known, cancellationToken)) is [var user, ..] ? user.ToPerson() : Bitrix24User.Unknown(known)
        : Empty;
}
