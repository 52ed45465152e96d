using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Notion;

/// <summary>Canonical values as property values. Source: https://developers.notion.com/reference/page-property-values.</summary>
internal sealed class NotionWriter(NotionUserDirectory users)
{
    public async Task<NotionWritten> WriteAsync(NotionProperty property, CanonicalValue value, CancellationToken cancellationToken) => (property.Type, value) switch
    {
        (NotionTypes.Title or NotionTypes.RichText or NotionTypes.People, CanonicalValue.Empty) => Of(property, new JsonArray()),
        (_, CanonicalValue.Empty) => Of(property, null),
        (NotionTypes.Title or NotionTypes.RichText, CanonicalValue.Text text) => WriteText(property, text),
        (NotionTypes.Number, CanonicalValue.Number number) => Of(property, JsonValue.Create(number.Value)),
        (NotionTypes.Select or NotionTypes.Status, CanonicalValue.Choice choice) => Of(property, new JsonObject { ["name"] = choice.Name }),
        (NotionTypes.Date, CanonicalValue.Date date) => Of(property, Start(date.Value.ToString("O", CultureInfo.InvariantCulture))),
        (NotionTypes.Date, CanonicalValue.DateAndTime moment) =>
            Of(property, Start(moment.Value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))),
        (NotionTypes.People, CanonicalValue.People people) => await WritePeopleAsync(property, people, cancellationToken),
        _ => NotionWritten.Refuse($"Notion's property type {property.Type} cannot hold this kind of value"),
    };

    private static NotionWritten WriteText(NotionProperty property, CanonicalValue.Text text)
    {
        var items = NotionRichText.Write(text.Value);
        return items.Count <= NotionClient.MaxItems
            ? Of(property, items)
            : NotionWritten.Refuse($"Notion holds {NotionRichText.MaxLength:N0} characters in a property, this text needs more");
    }

    private async Task<NotionWritten> WritePeopleAsync(NotionProperty property, CanonicalValue.People people, CancellationToken cancellationToken)
    {
        var ids = new JsonArray();
        foreach (var person in people.Items)
        {
            if (await users.FindAsync(user => user.ToPerson().SaysTheSameAs(person), cancellationToken) is not { } user)
            {
                return NotionWritten.Refuse("no member of the Notion workspace has this person's e-mail address: invite them, or add them to 'users' in sync.json");
            }

            ids.Add(new JsonObject { ["id"] = user.Id });
        }

        return Of(property, ids);
    }

    private static JsonObject Start(string start) => new() { ["start"] = start };

    private static NotionWritten Of(NotionProperty property, JsonNode? content) => new(new JsonObject { [property.Type] = content });
}
