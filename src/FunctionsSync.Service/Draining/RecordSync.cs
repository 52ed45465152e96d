using FunctionsSync.Core.Changes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;
using FunctionsSync.Service.Relations;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Service.Draining;

/// <summary>Brings one record and its page in step: reads what both sides say now, compares with the baseline, writes the difference.</summary>
public sealed partial class RecordSync(
    RelatedRecords bitrix24, INotionPages notion, IMappingStore mappings, RecordClaim claim, SyncJournal journal, SuspendedFields suspended,
    PageCreation creation, PageBodies bodies, LostPartner lost, TimeProvider timeProvider, ILogger<RecordSync> logger)
{
    /// <param name="flow">The flow.</param>
    /// <param name="id">The record.</param>
    /// <param name="cause">Why it is looked at.</param>
    /// <param name="lane">The lane of whatever follows from it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<SyncResult> SyncAsync(Flow flow, Bitrix24Id id, SyncCause cause, RequestLane lane, CancellationToken cancellationToken)
    {
        var mapping = await mappings.FindAsync(flow.Name, id, cancellationToken);
        if (mapping is not null && claim.IsTaken(mapping))
        {
            return SyncResult.Busy;
        }

        if (cause == SyncCause.PageBody)
        {
            return mapping is null or { Tombstone: not null } ? SyncResult.Done : await bodies.ContinueAsync(flow, mapping, cancellationToken);
        }

        var result = await SyncAsync(flow, id, cause, lane, mapping, cancellationToken);
        return result is SyncResult.Done or SyncResult.NoNews && mapping is { PageId: not null, Body: not null } ? SyncResult.BodyLeft : result;
    }

    private async Task<SyncResult> SyncAsync(
        Flow flow, Bitrix24Id id, SyncCause cause, RequestLane lane, RecordMapping? mapping, CancellationToken cancellationToken)
    {
        if (await bitrix24.ReadAsync(flow, id, cancellationToken) is not { } inBitrix24)
        {
            Log.NoRecord(logger, flow.Name, id);
            return mapping?.PageId is { } left ? await lost.RecordAsync(flow, mapping, left, cancellationToken) : SyncResult.Done;
        }

        await suspended.ReportAsync(flow.Name, id, flow.Suspended.Concat(inBitrix24.Unreadable), cancellationToken);
        if (mapping?.PageId is not { } page)
        {
            return await creation.CreateAsync(flow, id, mapping, inBitrix24, lane, cancellationToken);
        }

        if (cause is SyncCause.Bitrix24Event or SyncCause.CatchUp && mapping.Tombstone is null && !ChangeDetection.IsNews(Side.Bitrix24, flow, mapping.Baseline, inBitrix24))
        {
            // Our own write coming back, or an event about a field nobody maps: Notion need not even be asked.
            return SyncResult.NoNews;
        }

        switch (await notion.ReadAsync(flow, page, cancellationToken))
        {
            case PageState.Present present:
                return await ReconcileAsync(flow, mapping, page, inBitrix24, present.Snapshot, cancellationToken);
            case var missing:
                var loss = LossOf(missing);
                Log.NoPage(logger, flow.Name, id, page, loss);
                return await lost.PageAsync(flow, mapping, page, loss, inBitrix24, cancellationToken);
        }
    }

    private static Loss LossOf(PageState missing) => missing switch
    {
        PageState.Trashed => Loss.PageTrashed,
        PageState.Archived => Loss.PageArchived,
        PageState.Moved => Loss.PageMoved,
        PageState.NotVisible => Loss.PageNotVisible,
        _ => throw new ArgumentException($"A page that is {missing.GetType().Name} is not lost.", nameof(missing)),
    };

    private async Task<SyncResult> ReconcileAsync(
        Flow flow, RecordMapping known, PageId page, Snapshot inBitrix24, Snapshot inNotion, CancellationToken cancellationToken)
    {
        var mapping = known.Tombstone is null ? known : await lost.ReviveAsync(known, cancellationToken);
        if (mapping is null)
        {
            return SyncResult.Busy;
        }

        await suspended.ReportAsync(flow.Name, mapping.Bitrix24Id, inNotion.Unreadable, cancellationToken);
        var plan = Reconciler.Reconcile(flow, mapping.Baseline, inBitrix24, inNotion);
        return plan.Outcomes.Any(outcome => outcome.WriteTo is not null)
            ? await WriteAsync(flow, mapping, page, plan, inBitrix24, inNotion, cancellationToken)
            : await SaveAsync(mapping, plan, cancellationToken);
    }

    /// <summary>Nothing is written: at most the baseline moves.</summary>
    private async Task<SyncResult> SaveAsync(RecordMapping mapping, ReconciliationPlan plan, CancellationToken cancellationToken)
    {
        var baseline = BaselineUpdate.Apply(mapping.Baseline, plan, WriteAnswer.Nothing, WriteAnswer.Nothing);
        if (baseline == mapping.Baseline)
        {
            return SyncResult.Done;
        }

        var held = Held(plan).ToList();
        await journal.HeldAsync(mapping, held, cancellationToken);
        if (await mappings.TryUpdateAsync(mapping with { Baseline = baseline }, cancellationToken) is null)
        {
            return SyncResult.Busy;
        }

        return held.Count > 0 ? SyncResult.Again : SyncResult.Done;
    }

    private async Task<SyncResult> WriteAsync(
        Flow flow, RecordMapping mapping, PageId page, ReconciliationPlan plan, Snapshot inBitrix24, Snapshot inNotion, CancellationToken cancellationToken)
    {
        if (await claim.TakeAsync(mapping, cancellationToken) is not { } claimed)
        {
            return SyncResult.Busy;
        }

        try
        {
            // Before the value is overwritten: after a crash it would be gone.
            await journal.ConflictsAsync(mapping, plan, cancellationToken);
            var toNotion = plan.WritesTo(Side.Notion) is { Count: > 0 } forNotion
                ? await notion.UpdateAsync(flow, page, inNotion, forNotion, cancellationToken)
                : WriteAnswer.Nothing;
            if (await claim.ExtendAsync(claimed, cancellationToken) is not { } extended)
            {
                Log.ClaimLost(logger, flow.Name, mapping.Bitrix24Id);
                return SyncResult.Busy;
            }

            claimed = extended;
            var toBitrix24 = plan.WritesTo(Side.Bitrix24) is { Count: > 0 } forBitrix24
                ? await bitrix24.UpdateAsync(flow, mapping.Bitrix24Id, inBitrix24, forBitrix24, cancellationToken)
                : WriteAnswer.Nothing;
            var held = Held(plan).Concat(toBitrix24.Refused).Concat(toNotion.Refused).ToList();
            await journal.HeldAsync(mapping, held, cancellationToken);
            Side? source = toNotion.After is not null ? Side.Bitrix24 : toBitrix24.After is not null ? Side.Notion : null;
            var saved = claimed with
            {
                Baseline = BaselineUpdate.Apply(mapping.Baseline, plan, toBitrix24, toNotion),
                SyncSource = source ?? claimed.SyncSource,
                WrittenAt = source is null ? claimed.WrittenAt : timeProvider.GetUtcNow(),
                ClaimedUntil = null,
            };
            if (await mappings.TryUpdateAsync(saved, cancellationToken) is null)
            {
                // The claim ran out and another worker took over: it has seen, or will see, what we wrote.
                Log.ClaimLost(logger, flow.Name, mapping.Bitrix24Id);
                return SyncResult.Busy;
            }

            await journal.UpdatedAsync(saved, plan, toBitrix24, toNotion, cancellationToken);
            return held.Count > 0 ? SyncResult.Again : SyncResult.Done;
        }
        catch (RemoteException)
        {
            await claim.ReleaseAsync(claimed, cancellationToken);
            throw;
        }
    }

    private static IEnumerable<KeyValuePair<FieldKey, string>> Held(ReconciliationPlan plan) =>
        plan.Held.Select(outcome => KeyValuePair.Create(outcome.Field.Key, outcome.HeldBecause ?? string.Empty));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Flow}: Bitrix24 has no record {Id}.")]
        public static partial void NoRecord(ILogger logger, FlowName flow, Bitrix24Id id);

        [LoggerMessage(2, LogLevel.Information, "{Flow}: the page {Page} of record {Id} is gone: {Loss}.")]
        public static partial void NoPage(ILogger logger, FlowName flow, Bitrix24Id id, PageId page, Loss loss);

        [LoggerMessage(3, LogLevel.Warning, "{Flow}: writing record {Id} took longer than its claim; it is looked at again.")]
        public static partial void ClaimLost(ILogger logger, FlowName flow, Bitrix24Id id);
    }
}
