using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Connectors.Http;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;
using FunctionsSync.Core.Templates;

namespace FunctionsSync.Connectors.Notion;

/// <summary>Pages of a data source.</summary>
internal sealed class NotionPages(
    NotionClient client, NotionPagesById byIds, NotionBot bot, NotionReader reader, NotionWriter writer, NotionLongValues longValues) : INotionPages
{
    public async Task<PageState> ReadAsync(Flow flow, PageId page, CancellationToken cancellationToken)
    {
        try
        {
            var (answer, readAt) = await client.GetPageAsync(page, cancellationToken);
            return NotionWhereabouts.Missing(answer, flow.DataSource)
                ?? new PageState.Present(await SnapshotAsync(flow.Fields, answer, cancellationToken) with { ReadAt = readAt });
        }
        catch (RemoteException exception) when (exception.Failure == RemoteFailure.NotFound)
        {
            return new PageState.NotVisible();
        }
    }

    public Task TrashAsync(PageId page, CancellationToken cancellationToken) =>
        client.UpdatePageAsync(page, new JsonObject { ["in_trash"] = true }, cancellationToken);

    public Task RestoreAsync(PageId page, CancellationToken cancellationToken) =>
        client.UpdatePageAsync(page, new JsonObject { ["in_trash"] = false }, cancellationToken);

    public async Task<string?> MarkAsync(PageId page, DeletionMark<NotionProperty> mark, CancellationToken cancellationToken)
    {
        var value = await writer.WriteAsync(mark.Field, mark.Value, cancellationToken);
        if (value.Refusal is null)
        {
            await client.UpdatePageAsync(page, new JsonObject { ["properties"] = new JsonObject { [mark.Field.Id] = value.Value } }, cancellationToken);
        }

        return value.Refusal;
    }

    public Task<WriteAnswer> UpdateAsync(
        Flow flow, PageId page, Snapshot before, IReadOnlyDictionary<FieldKey, CanonicalValue> values, CancellationToken cancellationToken) =>
        SingleOut.WriteAsync(values, part => UpdateOnceAsync(flow, page, part, before.MayBeWrittenUntil, cancellationToken));

    private async Task<WriteAnswer> UpdateOnceAsync(
        Flow flow, PageId page, IReadOnlyDictionary<FieldKey, CanonicalValue> values, DateTimeOffset? deadline, CancellationToken cancellationToken)
    {
        var (properties, written, refused) = await PropertiesAsync(flow, values, cancellationToken);
        if (written.Count == 0)
        {
            return new(null, refused);
        }

        var answer = await client.UpdatePageAsync(page, new JsonObject { ["properties"] = properties }, deadline, cancellationToken);
        return new(await SnapshotAsync(written, answer, cancellationToken), refused);
    }

    public async Task<CreatedPage> CreateAsync(
        Flow flow, Bitrix24Id id, IReadOnlyDictionary<FieldKey, CanonicalValue> values, IReadOnlyList<BodyBlock> body, CancellationToken cancellationToken)
    {
        var (properties, written, refused) = await PropertiesAsync(flow, values, cancellationToken);
        properties[flow.IdProperty.Id] = NotionIdProperty.Write(flow.IdProperty, id);
        var answer = await CreateAsync(
            new JsonObject
            {
                ["parent"] = new JsonObject { ["type"] = "data_source_id", ["data_source_id"] = flow.DataSource.ToString() },
                ["properties"] = properties,
                ["children"] = NotionBlocks.Write(body),
            },
            cancellationToken);
        return PageId.TryParse(NotionJson.Text(answer, "id"), out var page)
            ? new(page, new(await TryReadAsync(flow, answer, values, cancellationToken), refused))
            : throw new RemoteException(RemoteFailure.OutcomeUnknown, "Notion answered POST /v1/pages without the page's id.");
    }

    /// <summary>The page exists, whatever fails from here on: without its values its fields meet as at first sight, but nobody creates it again.</summary>
    private async Task<Snapshot?> TryReadAsync(
        Flow flow, JsonElement created, IReadOnlyDictionary<FieldKey, CanonicalValue> values, CancellationToken cancellationToken)
    {
        try
        {
            return NotionJson.Member(created, "properties") is not null
                ? await SnapshotAsync(flow.Fields, created, cancellationToken)
                : AsCreated(await SnapshotAsync(flow.Fields, (await client.GetPageAsync(IdOf(created), cancellationToken)).Page, cancellationToken), values);
        }
        catch (RemoteException)
        {
            return null;
        }
    }

    /// <summary>Where the page had to be read afterwards a person may have been quicker: what differs from what was sent is nothing Notion made of it.</summary>
    private static Snapshot AsCreated(Snapshot read, IReadOnlyDictionary<FieldKey, CanonicalValue> sent) => read with
    {
        Values = read.Values
            .Where(value => sent.TryGetValue(value.Key, out var wanted) ? value.Value.SaysTheSameAs(wanted) : value.Value is CanonicalValue.Empty or CanonicalValue.Flag { Value: false })
            .ToDictionary(),
    };

    private static PageId IdOf(JsonElement page) => PageId.TryParse(NotionJson.Text(page, "id"), out var id) ? id : default;

    public Task<IReadOnlyList<PageId>> FindAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) =>
        FindAsync(flow, NotionIdProperty.Filter(flow.IdProperty, id), cancellationToken);

    public async Task<IReadOnlyDictionary<Bitrix24Id, IReadOnlyList<PageId>>> FindAllAsync(
        Flow flow, IReadOnlyCollection<Bitrix24Id> ids, CancellationToken cancellationToken) =>
        await byIds.FindAsync(flow, ids, cancellationToken) ?? await FindEachAsync(flow, ids, cancellationToken);

    public async Task<IReadOnlyDictionary<PageId, Snapshot>> QueryAsync(
        Flow flow, IReadOnlyDictionary<Bitrix24Id, PageId> pages, CancellationToken cancellationToken)
    {
        var found = new Dictionary<PageId, Snapshot>();
        var properties = flow.Fields.Select(field => field.Notion.Id);
        await foreach (var (_, page, row, readAt) in byIds.RowsAsync(flow, [.. pages.Keys], properties, cancellationToken))
        {
            if (pages.Values.Contains(page) && NotionWhereabouts.Missing(row, flow.DataSource) is null)
            {
                found[page] = await SnapshotAsync(flow.Fields, row, cancellationToken) with { ReadAt = readAt };
            }
        }

        return found;
    }

    /// <summary>A page that nobody could tell the record of must not look as if it were not there: another would be created.</summary>
    private async Task<IReadOnlyDictionary<Bitrix24Id, IReadOnlyList<PageId>>> FindEachAsync(
        Flow flow, IEnumerable<Bitrix24Id> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Bitrix24Id, IReadOnlyList<PageId>>();
        foreach (var id in ids)
        {
            found[id] = await FindAsync(flow, id, cancellationToken);
        }

        return found;
    }

    public Task<IReadOnlyList<PageId>> FindByKeysAsync(
        Flow flow, IReadOnlyDictionary<FieldKey, CanonicalValue> keys, CancellationToken cancellationToken) =>
        FindAsync(flow, NotionKeyFilter.Of(flow, keys), cancellationToken);

    public Task SetIdAsync(Flow flow, PageId page, Bitrix24Id id, CancellationToken cancellationToken) => client.UpdatePageAsync(
        page,
        new JsonObject { ["properties"] = new JsonObject { [flow.IdProperty.Id] = NotionIdProperty.Write(flow.IdProperty, id) } },
        cancellationToken);

    private async Task<IReadOnlyList<PageId>> FindAsync(Flow flow, JsonObject filter, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["filter"] = filter,
            ["sorts"] = NotionQuery.OldestFirst(),
            ["page_size"] = NotionClient.MaxItems,
        };
        var answer = await client.QueryAsync(flow.DataSource, body, [flow.IdProperty.Id], cancellationToken);
        var pages = new List<(PageId, string?)>();
        foreach (var row in answer.Results)
        {
            if (PageId.TryParse(NotionJson.Text(row, "id"), out var page))
            {
                pages.Add((page, NotionBot.AuthorOf(row)));
            }
        }

        return await bot.OwnFirstAsync(pages, cancellationToken);
    }

    public async IAsyncEnumerable<EditedPage> ListEditedAsync(
        Flow flow, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var properties = flow.Fields.Select(field => field.Notion.Id).Append(flow.IdProperty.Id).Distinct().ToList();
        var ourselves = await bot.GetIdAsync(cancellationToken);
        DateTimeOffset? readAt = null;
        await foreach (var answer in NotionQuery.PagesAsync(client, flow.DataSource, since, properties, cancellationToken))
        {
            readAt ??= answer.AnsweredAt;
            foreach (var row in answer.Results)
            {
                if (PageId.TryParse(NotionJson.Text(row, "id"), out var page))
                {
                    var editor = NotionJson.Member(row, "last_edited_by") is { } user ? NotionJson.Text(user, "id") : null;
                    yield return new(page, await SnapshotAsync(flow.Fields, row, cancellationToken) with { ReadAt = answer.ReadAt }, readAt.Value, editor is not null && editor == ourselves)
                    {
                        RecordId = NotionIdProperty.Read(flow.IdProperty, row),
                    };
                }
            }
        }
    }

    /// <summary>A failure that names what it saved all the same is a success.</summary>
    private async Task<JsonElement> CreateAsync(JsonObject body, CancellationToken cancellationToken)
    {
        try
        {
            return await client.CreatePageAsync(body, cancellationToken);
        }
        catch (RemoteException exception) when (PageId.TryParse(exception.CommittedId, out var page))
        {
            return JsonSerializer.SerializeToElement(new JsonObject { ["id"] = page.ToString() });
        }
    }

    private async Task<(JsonObject Properties, IReadOnlyList<FieldMap> Written, IReadOnlyDictionary<FieldKey, string> Refused)> PropertiesAsync(
        Flow flow, IReadOnlyDictionary<FieldKey, CanonicalValue> values, CancellationToken cancellationToken)
    {
        var properties = new JsonObject();
        var written = new List<FieldMap>();
        var refused = new Dictionary<FieldKey, string>();
        foreach (var field in flow.Fields.Where(field => values.ContainsKey(field.Key)))
        {
            var value = await writer.WriteAsync(field.Notion, values[field.Key], cancellationToken);
            if (value.Refusal is { } reason)
            {
                refused.Add(field.Key, reason);
                continue;
            }

            properties[field.Notion.Id] = value.Value;
            written.Add(field);
        }

        return (properties, written, refused);
    }

    private async Task<Snapshot> SnapshotAsync(IEnumerable<FieldMap> fields, JsonElement page, CancellationToken cancellationToken)
    {
        var byId = new Dictionary<string, JsonElement>();
        if (NotionJson.Member(page, "properties") is { ValueKind: JsonValueKind.Object } properties)
        {
            foreach (var property in properties.EnumerateObject())
            {
                byId[NotionJson.Text(property.Value, "id") ?? property.Name] = property.Value;
            }
        }

        var values = new Dictionary<FieldKey, CanonicalValue>();
        var unreadable = new Dictionary<FieldKey, string>();
        foreach (var field in fields)
        {
            if (!byId.TryGetValue(field.Notion.Id, out var property))
            {
                unreadable[field.Key] = $"Notion has no property '{field.Notion.Name}' any more: add one of that name, or take the field out of sync.json";
            }
            else if (await reader.ReadAsync(field.Notion, await CompleteAsync(page, field.Notion, property, cancellationToken), cancellationToken) is { } value)
            {
                values[field.Key] = value;
            }
            else
            {
                unreadable[field.Key] = $"the Notion property '{field.Notion.Name}' is of type {NotionJson.Text(property, "type")} now and was {field.Notion.Type}";
            }
        }

        return new() { Values = values, Unreadable = unreadable, EditedAt = NotionJson.Moment(page, "last_edited_time") };
    }

    private async Task<JsonElement> CompleteAsync(JsonElement page, NotionProperty property, JsonElement value, CancellationToken cancellationToken) =>
        PageId.TryParse(NotionJson.Text(page, "id"), out var id) ? await longValues.CompleteAsync(id, property, value, cancellationToken) : value;
}
