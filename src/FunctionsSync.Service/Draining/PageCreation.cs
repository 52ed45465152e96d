using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Service.Draining;

/// <summary>
/// Gives a record its page, once: reserve the mapping row, look for a page that already carries the record's id, only then create one. Whatever
/// step is cut short, the next worker finds the reservation and looks first.
/// </summary>
public sealed class PageCreation(INotionPages notion, IMappingStore mappings, RecordClaim claim, SyncJournal journal, TimeProvider timeProvider)
{
    /// <summary>How long Notion's queries may take to show a page that was just created.</summary>
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(15);

    /// <param name="flow">The flow the record belongs to.</param>
    /// <param name="id">The record.</param>
    /// <param name="reservation">The row an earlier attempt left, unclaimed; null when there is none.</param>
    /// <param name="record">What Bitrix24 says now.</param>
    /// <param name="cancellationToken">Ends the attempt; the reservation stays.</param>
    public async Task<SyncResult> CreateAsync(
        Flow flow, Bitrix24Id id, RecordMapping? reservation, Snapshot record, CancellationToken cancellationToken)
    {
        var claimed = reservation is not null
            ? await claim.TakeAsync(reservation, cancellationToken)
            : await mappings.TryAddAsync(new() { Flow = flow.Name, Bitrix24Id = id, ClaimedUntil = claim.NewExpiry }, cancellationToken);
        if (claimed is null)
        {
            return SyncResult.Busy;
        }

        try
        {
            var pages = await notion.FindAsync(flow, id, cancellationToken);
            return pages.Count > 0
                ? await AdoptAsync(claimed, pages[0], pages.Count - 1, cancellationToken)
                : await CreateAsync(flow, claimed, record, cancellationToken);
        }
        catch (RemoteException exception)
        {
            // A page may exist that no query shows yet.
            await claim.ReleaseAsync(claimed, cancellationToken, exception.Failure == RemoteFailure.OutcomeUnknown ? SettleTime : null);
            throw;
        }
    }

    /// <summary>The page keeps what it says: it and the record meet for the first time at the next look.</summary>
    private async Task<SyncResult> AdoptAsync(RecordMapping claimed, PageId page, int copies, CancellationToken cancellationToken)
    {
        var saved = claimed with { PageId = page, ClaimedUntil = null };
        if (await mappings.TryUpdateAsync(saved, cancellationToken) is null)
        {
            return SyncResult.Busy;
        }

        await journal.MatchedAsync(saved, copies, cancellationToken);
        return SyncResult.Again;
    }

    private async Task<SyncResult> CreateAsync(Flow flow, RecordMapping claimed, Snapshot record, CancellationToken cancellationToken)
    {
        if (flow.Create == CreateRule.Never)
        {
            await claim.ReleaseAsync(claimed, cancellationToken);
            return SyncResult.Done;
        }

        var values = Reconciler.Reconcile(flow, Baseline.None, record, EmptyPage(flow)).WritesTo(Side.Notion);
        var created = await notion.CreateAsync(flow, claimed.Bitrix24Id, values, cancellationToken);
        var saved = claimed with
        {
            PageId = created.Id,
            Baseline = BaselineUpdate.AfterCreate(flow, record, created.Answer),
            SyncSource = Side.Bitrix24,
            WrittenAt = timeProvider.GetUtcNow(),
            ClaimedUntil = null,
        };
        if (await mappings.TryUpdateAsync(saved, cancellationToken) is null)
        {
            return SyncResult.Busy;
        }

        await journal.CreatedAsync(saved, values, created.Answer, cancellationToken);
        return SyncResult.Done;
    }

    private static Snapshot EmptyPage(Flow flow) => new()
    {
        Values = flow.Fields.ToDictionary(field => field.Key, CanonicalValue (_) => new CanonicalValue.Empty()),
        EditedAt = DateTimeOffset.MinValue,
    };
}
