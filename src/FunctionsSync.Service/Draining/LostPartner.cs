using FunctionsSync.Core.Changes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Flows;

namespace FunctionsSync.Service.Draining;

/// <summary>
/// One record of a pair is gone. Somebody deleted it: the flow's rule decides what happens to the other, unless that was edited. It is out of
/// reach for another reason: nothing happens. Either way the mapping gets a tombstone, so that it is dealt with and told of once.
/// </summary>
public sealed class LostPartner(
    IBitrix24Records bitrix24, INotionPages notion, IMappingStore mappings, RecordClaim claim, SyncJournal journal, FlowControl control, TimeProvider timeProvider)
{
    private const string Edited = "it was edited after the two were last in step, and an edit beats a deletion";

    /// <summary>The page cannot be reached, or is in the trash.</summary>
    public async Task<SyncResult> PageAsync(
        Flow flow, RecordMapping mapping, PageId page, Loss loss, Snapshot inBitrix24, CancellationToken cancellationToken)
    {
        if (loss != Loss.PageTrashed || mapping.Tombstone?.Loss == Loss.PageTrashed)
        {
            return await BuryAsync(mapping, loss, Explain(loss), cancellationToken);
        }

        if (mapping.Tombstone?.Loss == Loss.RecordDeleted)
        {
            // The record is back. Only a page that went because of it comes back too.
            return flow.OnDelete.Notion is DeletionRule.Trash
                ? await RestoreAsync(mapping, page, "its record is back", cancellationToken)
                : await BuryAsync(mapping, loss, Explain(loss), cancellationToken);
        }

        if (flow.OnDelete.Bitrix24 is DeletionRule.Unlink)
        {
            return await BuryAsync(mapping, loss, Explain(loss), cancellationToken);
        }

        return ChangeDetection.IsNews(Side.Bitrix24, flow, mapping.Baseline, inBitrix24)
            ? await RestoreAsync(mapping, page, "its record was edited after the two were last in step, and an edit beats a deletion", cancellationToken)
            : await CarryOutAsync(mapping, loss, Side.Bitrix24, inBitrix24, Act, cancellationToken);

        async Task<string?> Act()
        {
            if (flow.OnDelete.Bitrix24Mark is { } mark)
            {
                return await bitrix24.MarkAsync(flow, mapping.Bitrix24Id, inBitrix24, mark, cancellationToken);
            }

            await bitrix24.DeleteAsync(flow, mapping.Bitrix24Id, cancellationToken);
            return null;
        }
    }

    /// <summary>Bitrix24 says that the record does not exist.</summary>
    public async Task<SyncResult> RecordAsync(Flow flow, RecordMapping mapping, PageId page, CancellationToken cancellationToken)
    {
        if (mapping.Tombstone is { IsDeletion: true })
        {
            // Dealt with: also where the record went because its page did, and a person has restored the page since.
            return SyncResult.Done;
        }

        if (flow.OnDelete.Notion is DeletionRule.Unlink || await notion.ReadAsync(flow, page, cancellationToken) is not PageState.Present present)
        {
            return await BuryAsync(mapping, Loss.RecordDeleted, Explain(Loss.RecordDeleted), cancellationToken);
        }

        return ChangeDetection.IsNews(Side.Notion, flow, mapping.Baseline, present.Snapshot)
            ? await BuryAsync(mapping, Loss.RecordDeleted, $"the record was deleted in Bitrix24; the page stays: {Edited}", cancellationToken)
            : await CarryOutAsync(mapping, Loss.RecordDeleted, Side.Notion, present.Snapshot, Act, cancellationToken);

        async Task<string?> Act()
        {
            if (flow.OnDelete.NotionMark is { } mark)
            {
                return await notion.MarkAsync(page, mark, cancellationToken);
            }

            await notion.TrashAsync(page, cancellationToken);
            return null;
        }
    }

    /// <summary>Both are there again: lifts the tombstone. Null when somebody else was first.</summary>
    public async Task<RecordMapping?> ReviveAsync(RecordMapping mapping, CancellationToken cancellationToken)
    {
        var revived = await mappings.TryUpdateAsync(mapping with { Tombstone = null }, cancellationToken);
        if (revived is not null)
        {
            await journal.RevivedAsync(revived, "both records are there again", cancellationToken);
        }

        return revived;
    }

    private async Task<SyncResult> CarryOutAsync(
        RecordMapping mapping, Loss loss, Side survivor, Snapshot read, Func<Task<string?>> act, CancellationToken cancellationToken)
    {
        if (await claim.TakeAsync(mapping, cancellationToken) is not { } claimed)
        {
            return SyncResult.Busy;
        }

        if (!await control.AllowDeletionAsync(mapping.Flow, cancellationToken))
        {
            await claim.ReleaseAsync(claimed, cancellationToken);
            return SyncResult.Busy;
        }

        using var bound = RecordClaim.Bound(claimed, read);
        try
        {
            var refusal = await act();
            var saved = claimed with { Tombstone = new(loss, timeProvider.GetUtcNow()), WrittenAt = timeProvider.GetUtcNow(), ClaimedUntil = null };
            if (await mappings.TryUpdateAsync(saved, cancellationToken) is null)
            {
                return SyncResult.Busy;
            }

            await (refusal is null
                ? journal.DeletedAsync(saved, survivor, Explain(loss), cancellationToken)
                : journal.UnlinkedAsync(saved, $"{Explain(loss)}; the mark could not be set: {refusal}", cancellationToken));
            return SyncResult.Done;
        }
        catch (RemoteException exception)
        {
            await claim.ReleaseAsync(claimed, exception, cancellationToken);
            if (exception.Failure != RemoteFailure.OutcomeUnknown)
            {
                await control.ReturnDeletionAsync(mapping.Flow, cancellationToken);
            }

            throw;
        }
    }

    private async Task<SyncResult> RestoreAsync(RecordMapping mapping, PageId page, string why, CancellationToken cancellationToken)
    {
        if (await claim.TakeAsync(mapping, cancellationToken) is not { } claimed)
        {
            return SyncResult.Busy;
        }

        using var bound = RecordClaim.Bound(claimed);
        try
        {
            await notion.RestoreAsync(page, cancellationToken);
            var saved = claimed with { Tombstone = null, ClaimedUntil = null };
            if (await mappings.TryUpdateAsync(saved, cancellationToken) is null)
            {
                return SyncResult.Busy;
            }

            await journal.RevivedAsync(saved, $"the page was taken out of the trash: {why}", cancellationToken);
            return SyncResult.Again;
        }
        catch (RemoteException exception)
        {
            await claim.ReleaseAsync(claimed, exception, cancellationToken);
            throw;
        }
    }

    /// <summary>Nothing is written to either side, and the same loss is told of only once.</summary>
    private async Task<SyncResult> BuryAsync(RecordMapping mapping, Loss loss, string why, CancellationToken cancellationToken)
    {
        if (mapping.Tombstone?.Loss == loss)
        {
            return SyncResult.Done;
        }

        if (await mappings.TryUpdateAsync(mapping with { Tombstone = new(loss, timeProvider.GetUtcNow()) }, cancellationToken) is not { } buried)
        {
            return SyncResult.Busy;
        }

        await journal.UnlinkedAsync(buried, why, cancellationToken);
        return SyncResult.Done;
    }

    private static string Explain(Loss loss) => loss switch
    {
        Loss.RecordDeleted => "the record was deleted in Bitrix24",
        Loss.PageTrashed => "the page is in Notion's trash",
        Loss.PageArchived => "the page was archived in Notion; unarchive it to keep the two in step again",
        Loss.PageMoved => "the page was moved out of the flow's database; move it back to keep the two in step again",
        Loss.PageNotVisible => "the page is not shared with the connection any more, or was deleted for good; nothing is deleted because of that",
        _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "This kind of loss has no words yet."),
    };
}
