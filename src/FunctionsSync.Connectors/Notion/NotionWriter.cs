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
        (_, CanonicalValue.Empty) => Of(property, Empty(property.Type)),
        (NotionTypes.Title or NotionTypes.RichText, CanonicalValue.Text text) => Text(property, [new(text.Value)]),
        (NotionTypes.RichText, CanonicalValue.FormattedText text) => Text(property, text.Runs),
        (NotionTypes.Number, CanonicalValue.Number number) => Of(property, JsonValue.Create(number.Value)),
        (NotionTypes.Select, CanonicalValue.Choice choice) => Of(property, Option(choice.Name)),
        (NotionTypes.Status, CanonicalValue.Choice choice) => Status(property, choice),
        (NotionTypes.MultiSelect, CanonicalValue.Choices choices) => Items(property, choices.Names.Select(Option)),
        (NotionTypes.Checkbox, CanonicalValue.Flag flag) => Of(property, JsonValue.Create(flag.Value)),
        (NotionTypes.Url, CanonicalValue.Link link) => link.Url.Length <= NotionRichText.MaxItemLength
            ? Of(property, JsonValue.Create(link.Url))
            : NotionWritten.Refuse($"Notion takes addresses of up to {NotionRichText.MaxItemLength} characters, this one is longer"),
        (NotionTypes.Date, CanonicalValue.Date date) => Of(property, Start(date.Value.ToString("O", CultureInfo.InvariantCulture))),
        (NotionTypes.Date, CanonicalValue.DateAndTime moment) =>
            Of(property, Start(moment.Value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))),
        (NotionTypes.People, CanonicalValue.People people) => await WritePeopleAsync(property, people, cancellationToken),
        (NotionTypes.Relation, CanonicalValue.References references) =>
            Items(property, references.Items.Select(item => item.Target).OfType<RecordRef.Notion>().Select(page => Id(page.Id.ToString()))),
        _ => NotionWritten.Refuse($"Notion's property type {property.Type} cannot hold this kind of value"),
    };

    private static JsonNode? Empty(string type) => type switch
    {
        NotionTypes.Title or NotionTypes.RichText or NotionTypes.People or NotionTypes.MultiSelect or NotionTypes.Relation => new JsonArray(),
        NotionTypes.Checkbox => JsonValue.Create(false),
        _ => null,
    };

    private static NotionWritten Text(NotionProperty property, IReadOnlyList<TextRun> runs)
    {
        var items = NotionRichText.Write(runs);
        return items.Count <= NotionClient.MaxItems ? Of(property, items)
            : runs.Count == 1 ? NotionWritten.Refuse($"Notion holds {NotionRichText.MaxLength:N0} characters in a property, this text needs more")
            : NotionWritten.Refuse($"Notion holds {NotionClient.MaxItems} pieces of text in a property, this text has {items.Count}: shorten it, or use less formatting");
    }

    private static NotionWritten Status(NotionProperty property, CanonicalValue.Choice choice) =>
        property.Options.Count == 0 || property.Options.Contains(choice.Name, StringComparer.OrdinalIgnoreCase)
            ? Of(property, Option(choice.Name))
            : NotionWritten.Refuse($"the Notion status '{property.Name}' has no option '{choice.Name}': add it there, or name one of its options under 'values' in sync.json");

    private async Task<NotionWritten> WritePeopleAsync(NotionProperty property, CanonicalValue.People people, CancellationToken cancellationToken)
    {
        var ids = new List<JsonObject>();
        foreach (var person in people.Items)
        {
            if (await users.FindAsync(user => user.ToPerson().SaysTheSameAs(person), cancellationToken) is not { } user)
            {
                return NotionWritten.Refuse("no member of the Notion workspace has this person's e-mail address: invite them, or add them to 'users' in sync.json");
            }

            ids.Add(Id(user.Id));
        }

        return Items(property, ids);
    }

    private static NotionWritten Items(NotionProperty property, IEnumerable<JsonObject> items)
    {
        var array = new JsonArray([.. items]);
        return array.Count <= NotionClient.MaxItems
            ? Of(property, array)
            : NotionWritten.Refuse($"Notion takes {NotionClient.MaxItems} items in a property at once, this list has {array.Count}");
    }

    private static JsonObject Option(string name) => new() { ["name"] = name };

    private static JsonObject Id(string id) => new() { ["id"] = id };

    private static JsonObject Start(string start) => new() { ["start"] = start };

    private static NotionWritten Of(NotionProperty property, JsonNode? content) => new(new JsonObject { [property.Type] = content });
}
