using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>Canonical values as the universal methods (<c>crm.item.*</c>) take them.</summary>
internal sealed class Bitrix24Writer(Bitrix24StatusDirectory statuses, Bitrix24UserDirectory users)
{
    public async Task<Bitrix24Written> WriteAsync(Bitrix24Field field, CanonicalValue value, long? pipeline, CancellationToken cancellationToken) => value switch
    {
        CanonicalValue.Empty => Empty(field),
        CanonicalValue.Text text => new(JsonValue.Create(text.Value)),
        CanonicalValue.Number number => new(JsonValue.Create(number.Value)),
        CanonicalValue.Date date => new(JsonValue.Create(date.Value.ToString("O", CultureInfo.InvariantCulture))),
        CanonicalValue.DateAndTime moment => new(JsonValue.Create(moment.Value.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture))),
        CanonicalValue.Choice choice => await ChoiceAsync(field, choice, pipeline, cancellationToken),
        CanonicalValue.Person person => await PersonAsync(person, cancellationToken),
        _ => Bitrix24Written.Refuse($"Bitrix24's {field.Name} ({field.Type}) cannot hold this kind of value"),
    };

    private static Bitrix24Written Empty(Bitrix24Field field) => field.Kind switch
    {
        ValueKind.Person when field.Name == "ASSIGNED_BY_ID" => Bitrix24Written.Refuse("a Bitrix24 record always has a responsible person: choose one in Notion"),
        ValueKind.Choice when field.Name == "STAGE_ID" => Bitrix24Written.Refuse("a Bitrix24 record is always in a stage: choose one in Notion"),
        ValueKind.Number => new(JsonValue.Create(0)),
        _ => new(JsonValue.Create(string.Empty)),
    };

    private async Task<Bitrix24Written> ChoiceAsync(Bitrix24Field field, CanonicalValue.Choice choice, long? pipeline, CancellationToken cancellationToken)
    {
        bool IsMeant(Bitrix24Status row) => OptionName.Matches(choice.Name, row.Name);
        var rows = await statuses.ReadAsync(Bitrix24Stages.DictionaryOf(field, pipeline), IsMeant, cancellationToken);
        return rows.FirstOrDefault(IsMeant) is { } row
            ? new(JsonValue.Create(Bitrix24Stages.CodeIn(row, field, pipeline)))
            : Bitrix24Written.Refuse($"Bitrix24 has no such choice for {field.Name}; it has: {string.Join(", ", rows.Select(known => known.Name))}");
    }

    private async Task<Bitrix24Written> PersonAsync(CanonicalValue.Person person, CancellationToken cancellationToken) =>
        await users.FindAsync(user => user.IsActive && user.Is(person), cancellationToken) switch
        {
            [var only] => new(JsonValue.Create(only.Id)),
            [] => Bitrix24Written.Refuse("no active Bitrix24 user has this e-mail address or name: add the person to 'users' in sync.json"),
            _ => Bitrix24Written.Refuse("several active Bitrix24 users have this name: use a people property, where the e-mail address decides"),
        };
}
