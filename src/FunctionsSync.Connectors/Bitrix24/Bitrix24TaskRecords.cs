using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Connectors.Http;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>Tasks as records.</summary>
internal sealed class Bitrix24TaskRecords(Bitrix24Tasks tasks, Bitrix24Values values, Bitrix24Writer writer) : IBitrix24Entity
{
    /// <summary>What a snapshot has besides the mapped fields.</summary>
    private static readonly string[] Moments = ["ID", "CREATED_DATE", "CHANGED_DATE"];

    public Bitrix24ReadCommand ReadCommand(Flow flow, Bitrix24Id id) => Bitrix24Tasks.ReadCommand(id, Selection(flow.Fields));

    public Task<Snapshot> SnapshotAsync(
        Flow flow, Bitrix24Id id, JsonElement record, IReadOnlyDictionary<RecordRef.Bitrix24, string> titles, CancellationToken cancellationToken) =>
        SnapshotAsync(flow, flow.Fields, id, record, titles, cancellationToken);

    public Task<WriteAnswer> UpdateAsync(
        Flow flow, Bitrix24Id id, Snapshot before, IReadOnlyDictionary<FieldKey, CanonicalValue> wanted, CancellationToken cancellationToken) =>
        SingleOut.WriteAsync(wanted, part => UpdateOnceAsync(flow, id, before, part, cancellationToken));

    public Task<bool> AcceptsAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) =>
        tasks.ExistsAsync(Bitrix24Filter.For(flow, id, "ID", NameInFilters), cancellationToken);

    public IAsyncEnumerable<ListedRecord> ListAsync(Flow flow, CancellationToken cancellationToken) => tasks.ListAsync(cancellationToken);

    /// <summary>Asks first: the portal refuses to delete what is not there as it refuses what is forbidden.</summary>
    public async Task DeleteAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken)
    {
        if (await tasks.GetAsync(id, Moments, cancellationToken) is not null)
        {
            await tasks.DeleteAsync(id, cancellationToken);
        }
    }

    public async Task<string?> MarkAsync(Flow flow, Bitrix24Id id, Snapshot before, DeletionMark<Bitrix24Field> mark, CancellationToken cancellationToken)
    {
        var value = await writer.WriteAsync(mark.Field, mark.Value, pipeline: null, cancellationToken);
        if (value.Refusal is null)
        {
            await tasks.UpdateAsync(id, new JsonObject { [mark.Field.Name] = value.Node }, before.MayBeWrittenUntil, cancellationToken);
        }

        return value.Refusal;
    }

    /// <summary>STATUS filters by what the task looks like, overdue for one; what it is, is REAL_STATUS.</summary>
    private static string NameInFilters(Bitrix24Field field) => field.Name == "STATUS" ? "REAL_STATUS" : field.Name;

    private static IEnumerable<string> Selection(IEnumerable<FieldMap> fields) =>
        Moments.Concat(fields.Where(field => field.Bitrix24.Type != Bitrix24Types.RecordLink).Select(field => field.Bitrix24.Name)).Distinct();

    private async Task<WriteAnswer> UpdateOnceAsync(
        Flow flow, Bitrix24Id id, Snapshot before, IReadOnlyDictionary<FieldKey, CanonicalValue> wanted, CancellationToken cancellationToken)
    {
        var fields = new JsonObject();
        var refused = new Dictionary<FieldKey, string>();
        var written = new List<FieldMap>();
        foreach (var field in flow.Fields.Where(field => wanted.ContainsKey(field.Key)))
        {
            var value = await WriteAsync(field, id, wanted[field.Key], cancellationToken);
            if (value.Refusal is { } reason)
            {
                refused.Add(field.Key, reason);
                continue;
            }

            fields[field.Bitrix24.Name] = value.Node;
            written.Add(field);
        }

        if (written.Count == 0)
        {
            return new(null, refused);
        }

        var answer = await tasks.UpdateAsync(id, fields, before.MayBeWrittenUntil, cancellationToken);
        var after = written.Exists(field => Bitrix24TaskFields.IsUserField(field.Bitrix24))
            ? await tasks.GetAsync(id, Selection(written), cancellationToken) ?? answer
            : answer;
        return new(await SnapshotAsync(flow, written, id, after, new Dictionary<RecordRef.Bitrix24, string>(), cancellationToken), refused);
    }

    private async Task<Bitrix24Written> WriteAsync(FieldMap field, Bitrix24Id id, CanonicalValue value, CancellationToken cancellationToken)
    {
        if (value is CanonicalValue.Empty && Bitrix24TaskFields.IsRequired(field.Bitrix24))
        {
            return Bitrix24Written.Refuse($"a Bitrix24 task always has a value for {field.Bitrix24.Name}: set one in Notion");
        }

        var written = await writer.WriteAsync(field.Bitrix24, value, pipeline: null, cancellationToken);
        if (field.Bitrix24.Name == Bitrix24TaskFields.CrmItems && written.Node is JsonArray items)
        {
            await KeepOthersAsync(field, id, items, cancellationToken);
        }

        return written;
    }

    /// <summary>The portal overwrites the list as a whole, and the property relates the records of one flow only: all others stay as they are.</summary>
    private async Task KeepOthersAsync(FieldMap field, Bitrix24Id id, JsonArray items, CancellationToken cancellationToken)
    {
        if (await tasks.GetAsync(id, [Bitrix24TaskFields.CrmItems], cancellationToken) is { } now && PhpJson.Member(now, field.Bitrix24.ApiName) is { } all)
        {
            foreach (var other in PhpJson.Rows(all).Where(row => Bitrix24Binding.Read(row, null)?.Entity != field.Relation?.Entity))
            {
                items.Add(JsonValue.Create(PhpJson.Text(other)));
            }
        }
    }

    private async Task<Snapshot> SnapshotAsync(
        Flow flow, IEnumerable<FieldMap> fields, Bitrix24Id id, JsonElement task, IReadOnlyDictionary<RecordRef.Bitrix24, string> known, CancellationToken cancellationToken)
    {
        var snapshot = await values.ReadAsync(flow, fields, id, task, pipeline: null, known, cancellationToken);
        return snapshot with { EditedAt = PhpJson.Moment(task, "changedDate"), CreatedAt = PhpJson.Moment(task, "createdDate") };
    }
}
