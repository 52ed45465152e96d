using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>Canonical values as the universal methods (<c>crm.item.*</c>) take them.</summary>
internal sealed class Bitrix24Writer(Bitrix24Choices choices, Bitrix24UserDirectory users)
{
    public async Task<Bitrix24Written> WriteAsync(Bitrix24Field field, CanonicalValue value, long? pipeline, CancellationToken cancellationToken)
    {
        if (!field.IsMultiple)
        {
            return value is CanonicalValue.Empty ? Empty(field) : await WriteOneAsync(field, value, pipeline, cancellationToken);
        }

        var array = new JsonArray();
        foreach (var item in Items(value))
        {
            var written = await WriteOneAsync(field, item, pipeline, cancellationToken);
            if (written.Refusal is not null)
            {
                return written;
            }

            array.Add(written.Node);
        }

        return new(array);
    }

    private static IEnumerable<CanonicalValue> Items(CanonicalValue value) => value switch
    {
        CanonicalValue.Empty => [],
        CanonicalValue.Choices all => all.Names.Select(name => new CanonicalValue.Choice(name)),
        CanonicalValue.People people => people.Items,
        CanonicalValue.References references => references.Items,
        CanonicalValue.Several several => several.Items,
        _ => [value],
    };

    private async Task<Bitrix24Written> WriteOneAsync(Bitrix24Field field, CanonicalValue value, long? pipeline, CancellationToken cancellationToken) => value switch
    {
        CanonicalValue.Choice choice => await ChoiceAsync(field, choice, pipeline, cancellationToken),
        CanonicalValue.Person person => await PersonAsync(person, cancellationToken),
        CanonicalValue.Text text when field.Type == Bitrix24Types.Address && text.Value.Contains('|', StringComparison.Ordinal) =>
            Bitrix24Written.Refuse("Bitrix24 takes no '|' in an address: remove it"),
        CanonicalValue.Number number when field.Type == Bitrix24Types.Integer && number.Value != decimal.Truncate(number.Value) =>
            Bitrix24Written.Refuse($"Bitrix24's {field.Name} holds whole numbers: remove the fraction"),
        CanonicalValue.Reference { Target: RecordRef.Bitrix24 target } => field.Type == Bitrix24Types.Crm
            ? new(JsonValue.Create(Bitrix24Binding.Write(target)))
            : new(JsonValue.Create(target.Id.Value)),
        _ => Plain(value) is { } node ? new(node) : Bitrix24Written.Refuse($"Bitrix24's {field.Name} ({field.Type}) cannot hold this kind of value"),
    };

    private static JsonValue? Plain(CanonicalValue value) => value switch
    {
        CanonicalValue.Text text => JsonValue.Create(text.Value),
        CanonicalValue.FormattedText text => JsonValue.Create(BbCode.Write(text.Runs)),
        CanonicalValue.Number number => JsonValue.Create(number.Value),
        CanonicalValue.Money money => JsonValue.Create(Bitrix24Money.Write(money)),
        CanonicalValue.Flag flag => JsonValue.Create(flag.Value),
        CanonicalValue.Link link => JsonValue.Create(link.Url),
        CanonicalValue.Date date => JsonValue.Create(date.Value.ToString("O", CultureInfo.InvariantCulture)),
        CanonicalValue.DateAndTime moment => JsonValue.Create(moment.Value.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)),
        _ => null,
    };

    private static Bitrix24Written Empty(Bitrix24Field field) => field.Kind switch
    {
        ValueKind.Person when field.Name == "ASSIGNED_BY_ID" => Bitrix24Written.Refuse("a Bitrix24 record always has a responsible person: choose one in Notion"),
        ValueKind.Choice when field.Name == "STAGE_ID" => Bitrix24Written.Refuse("a Bitrix24 record is always in a stage: choose one in Notion"),
        ValueKind.Flag => new(JsonValue.Create(false)),
        // A user field can hold no number, a column of the record is then 0.
        ValueKind.Number when !field.Name.StartsWith("UF_", StringComparison.Ordinal) => new(JsonValue.Create(0)),
        ValueKind.Reference when field.Type != Bitrix24Types.Crm => new(JsonValue.Create(0)),
        _ => new(JsonValue.Create(string.Empty)),
    };

    private async Task<Bitrix24Written> ChoiceAsync(Bitrix24Field field, CanonicalValue.Choice choice, long? pipeline, CancellationToken cancellationToken) =>
        await choices.CodeAsync(field, choice.Name, pipeline, cancellationToken) is { } code
            ? new(JsonValue.Create(code))
            : Bitrix24Written.Refuse($"Bitrix24 has no such choice for {field.Name}; it has: {await choices.NamesAsync(field, pipeline, cancellationToken)}");

    private async Task<Bitrix24Written> PersonAsync(CanonicalValue.Person person, CancellationToken cancellationToken) =>
        await users.FindAsync(user => user.IsActive && user.Is(person), cancellationToken) switch
        {
            [var only] => new(JsonValue.Create(only.Id)),
            [] => Bitrix24Written.Refuse((await users.FindAsync(user => user.Is(person), cancellationToken)).Count > 0
                ? "this person was dismissed in Bitrix24: choose somebody else in Notion"
                : "no active Bitrix24 user has this e-mail address or name: add the person to 'users' in sync.json"),
            _ => Bitrix24Written.Refuse("several active Bitrix24 users have this name: use a people property, where the e-mail address decides"),
        };
}
