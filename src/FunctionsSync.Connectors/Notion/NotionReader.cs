using System.Globalization;
using System.Text.Json;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Notion;

/// <summary>Property values as canonical values. Source: https://developers.notion.com/reference/page-property-values.</summary>
internal sealed class NotionReader(NotionUserDirectory users)
{
    private const int DayLength = 10;

    /// <summary>Null for a value of another type than the flow was bound to: somebody changed the property's type.</summary>
    public async Task<CanonicalValue?> ReadAsync(NotionProperty property, JsonElement value, CancellationToken cancellationToken)
    {
        if (NotionJson.Text(value, "type") != property.Type)
        {
            return null;
        }

        var content = NotionJson.Member(value, property.Type) ?? default;
        return property.Type switch
        {
            NotionTypes.RichText when property.Kind == ValueKind.FormattedText => CanonicalValue.FromRuns(NotionRichText.ReadRuns(content)),
            NotionTypes.Title or NotionTypes.RichText => CanonicalValue.FromText(NotionRichText.Read(content)),
            NotionTypes.Number => content.ValueKind == JsonValueKind.Number && content.TryGetDecimal(out var number)
                ? new CanonicalValue.Number(number)
                : new CanonicalValue.Empty(),
            NotionTypes.Select or NotionTypes.Status => CanonicalValue.FromChoice(NotionJson.Text(content, "name")),
            NotionTypes.Date => ReadDate(content),
            NotionTypes.People => await ReadPeopleAsync(content, cancellationToken),
            NotionTypes.MultiSelect => CanonicalValue.FromChoices(NotionJson.Items(value, NotionTypes.MultiSelect).Select(option => NotionJson.Text(option, "name")).OfType<string>()),
            NotionTypes.Checkbox => new CanonicalValue.Flag(content.ValueKind == JsonValueKind.True),
            NotionTypes.Url => CanonicalValue.FromLink(content.ValueKind == JsonValueKind.String ? content.GetString() : null),
            NotionTypes.Relation => CanonicalValue.FromReferences(ReadPages(content)),
            _ => null,
        };
    }

    /// <summary>A day, or an instant: with its offset, or as a wall clock in a named zone.</summary>
    private static CanonicalValue ReadDate(JsonElement date)
    {
        var start = NotionJson.Text(date, "start");
        if (start is { Length: DayLength } && DateOnly.TryParseExact(start, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return new CanonicalValue.Date(day);
        }

        if (NotionJson.Text(date, "time_zone") is { } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var timeZone)
            && DateTime.TryParse(start, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var wallClock) && wallClock.Kind == DateTimeKind.Unspecified)
        {
            return new CanonicalValue.DateAndTime(new DateTimeOffset(wallClock, timeZone.GetUtcOffset(wallClock)));
        }

        return DateTimeOffset.TryParse(start, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? new CanonicalValue.DateAndTime(moment)
            : new CanonicalValue.Empty();
    }

    private static IEnumerable<CanonicalValue.Reference> ReadPages(JsonElement relation)
    {
        foreach (var related in relation.ValueKind == JsonValueKind.Array ? relation.EnumerateArray() : default)
        {
            if (PageId.TryParse(NotionJson.Text(related, "id"), out var page))
            {
                yield return new(new RecordRef.Notion(page), string.Empty);
            }
        }
    }

    private async Task<CanonicalValue> ReadPeopleAsync(JsonElement people, CancellationToken cancellationToken)
    {
        var found = new List<CanonicalValue.Person>();
        foreach (var person in people.ValueKind == JsonValueKind.Array ? people.EnumerateArray() : default)
        {
            if (NotionJson.Text(person, "id") is { } id)
            {
                var user = await users.FindAsync(user => user.Id == id, cancellationToken) ?? NotionUser.Unlisted(id, NotionJson.Text(person, "name"));
                found.Add(user.ToPerson());
            }
        }

        return CanonicalValue.FromPeople(found);
    }
}
