using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Draining;
using FunctionsSync.Service.Flows;

namespace FunctionsSync.Service.Conflicts;

/// <summary>
/// Writes the value that a conflict overwrote back to the side that lost it, where it counts as an edit: the ordinary sync carries it across.
/// What it replaces goes into the journal first and can be restored in turn.
/// </summary>
public sealed class ConflictRestore(
    IJournal journal, FlowCatalog flows, IMappingStore mappings, RecordClaim claim, IBitrix24Records bitrix24, INotionPages notion, ISyncRequestQueue queue, TimeProvider timeProvider)
{
    /// <summary>The reason in the journal of an entry that a restoring wrote.</summary>
    public const string Reason = "Restored";

    /// <exception cref="ConfigurationException">The flows cannot be bound.</exception>
    /// <exception cref="RemoteException">A system failed or refused.</exception>
    public async Task<RestoreResult> RestoreAsync(string id, CancellationToken cancellationToken)
    {
        if (await journal.FindAsync(id, cancellationToken) is not { } entry)
        {
            return new RestoreResult.Refused("the journal has no such entry, or none any more: 'functionssync conflicts list' shows those it has");
        }

        if (entry is not { Kind: JournalKind.Conflict, LostValue: { } encoded, WrittenTo: { } side, Fields: [var key] })
        {
            return new RestoreResult.Refused("this entry of the journal holds no lost value");
        }

        if (CanonicalEncoding.Decode(encoded) is not { } lost)
        {
            return new RestoreResult.Refused("the lost value was written by another version of this program: restore it with that one");
        }

        var flow = (await flows.GetAsync(cancellationToken)).FirstOrDefault(flow => flow.Name == entry.Flow);
        if (flow?.Fields.FirstOrDefault(field => field.Key.Value == key) is not { } field)
        {
            return new RestoreResult.Refused($"sync.json has no flow '{entry.Flow}' with the fields {key} any more");
        }

        var other = side == Side.Bitrix24 ? Side.Notion : Side.Bitrix24;
        if (field.Direction == (side == Side.Notion ? FieldDirection.ToNotion : FieldDirection.ToBitrix24))
        {
            return new RestoreResult.Refused($"this field is taken from {other} only, which would overwrite the value at once: enter it in {other}");
        }

        return await mappings.FindAsync(flow.Name, entry.Bitrix24Id, cancellationToken) is { PageId: { } page } mapping
            ? await RestoreAsync(flow, field, mapping, page, side, lost, cancellationToken)
            : new RestoreResult.Refused($"the record {entry.Bitrix24Id} has no page any more");
    }

    private async Task<RestoreResult> RestoreAsync(
        Flow flow, FieldMap field, RecordMapping mapping, PageId page, Side side, CanonicalValue lost, CancellationToken cancellationToken)
    {
        // A write of ours between this read and this write would be taken for the person's edit that this is.
        if (claim.IsTaken(mapping) || await claim.TakeAsync(mapping, cancellationToken) is not { } claimed)
        {
            return new RestoreResult.Refused("the record is being synchronised at this moment: try again in a minute");
        }

        using var bound = RecordClaim.Bound(claimed);
        RestoreResult result;
        try
        {
            result = await WriteAsync(flow, field, claimed, page, side, lost, cancellationToken);
        }
        catch (RemoteException exception)
        {
            await claim.ReleaseAsync(claimed, exception, cancellationToken);
            throw;
        }

        await claim.ReleaseAsync(claimed, cancellationToken);

        if (result is RestoreResult.Restored)
        {
            var request = new SyncRequest(new RecordRef.Bitrix24(flow.Entity, mapping.Bitrix24Id), SyncCause.Restored, timeProvider.GetUtcNow(), flow.Name);
            await queue.EnqueueAsync(request, TimeSpan.Zero, cancellationToken);
        }

        return result;
    }

    private async Task<RestoreResult> WriteAsync(
        Flow flow, FieldMap field, RecordMapping mapping, PageId page, Side side, CanonicalValue lost, CancellationToken cancellationToken)
    {
        if (await bitrix24.ReadAsync(flow, mapping.Bitrix24Id, cancellationToken) is not { } inBitrix24)
        {
            return new RestoreResult.Refused($"Bitrix24 has no record {mapping.Bitrix24Id} any more");
        }

        if (await notion.ReadAsync(flow, page, cancellationToken) is not PageState.Present { Snapshot: var inNotion })
        {
            return new RestoreResult.Refused($"the page {page} is in the trash, archived, moved, or not shared with the connection any more");
        }

        if (!(side == Side.Bitrix24 ? inBitrix24 : inNotion).Values.TryGetValue(field.Key, out var current))
        {
            return new RestoreResult.Refused($"{side} does not show the field {field.Key} at present");
        }

        if (current == lost)
        {
            return new RestoreResult.AlreadyThere(side, field.Key);
        }

        await journal.AppendAsync(Replaced(mapping, field, side, current), cancellationToken);
        var values = new Dictionary<FieldKey, CanonicalValue> { [field.Key] = lost };
        var answer = side == Side.Bitrix24
            ? await bitrix24.UpdateAsync(flow, mapping.Bitrix24Id, inBitrix24, values, cancellationToken)
            : await notion.UpdateAsync(flow, page, inNotion, values, cancellationToken);
        return answer.Refused.TryGetValue(field.Key, out var reason) ? new RestoreResult.Refused(reason) : new RestoreResult.Restored(side, field.Key);
    }

    private JournalEntry Replaced(RecordMapping mapping, FieldMap field, Side side, CanonicalValue current) => new()
    {
        At = timeProvider.GetUtcNow(),
        Kind = JournalKind.Conflict,
        Flow = mapping.Flow,
        Bitrix24Id = mapping.Bitrix24Id,
        PageId = mapping.PageId,
        WrittenTo = side,
        Fields = [field.Key.Value],
        Reason = Reason,
        LostValue = current.Encode(),
    };
}
