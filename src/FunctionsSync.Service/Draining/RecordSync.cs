using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;
using FunctionsSync.Service.Polling;
using FunctionsSync.Service.Relations;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Service.Draining;

/// <summary>Brings one record and its page in step: reads what both sides say now, compares with the baseline, writes the difference.</summary>
public sealed partial class RecordSync(
    SidesReader reader, RelatedRecords bitrix24, INotionPages notion, IMappingStore mappings, RecordClaim claim, SyncJournal journal,
    SuspendedFields suspended, PageCreation creation, PageBodies bodies, LostPartner lost, PollReadings polled, TimeProvider timeProvider, ILogger<RecordSync> logger)
{
    /// <summary>How often a look reads a side again before it writes: where even that takes too long, the write is refused by its deadline.</summary>
    private const int MostReadings = 2;

    public async Task<SyncResult> SyncAsync(Look look, CancellationToken cancellationToken)
    {
        var mapping = look.Mapping = await mappings.FindAsync(look.Flow.Name, look.Id, cancellationToken);
        if (mapping is not null && claim.IsTaken(mapping))
        {
            look.AskAgainIn = claim.AskAgainIn(mapping);
            return SyncResult.Busy;
        }

        if (look.Cause == SyncCause.PageBody)
        {
            return mapping is null or { Tombstone: not null } ? SyncResult.Done : await bodies.ContinueAsync(look.Flow, mapping, cancellationToken);
        }

        look.Polled = look.Cause == SyncCause.NotionPoll && mapping is { Intended.Count: 0 } ? polled.Take(look.Flow, mapping) : null;
        var result = await ReadAsync(look, mapping, cancellationToken);
        return result is SyncResult.Done or SyncResult.NoNews && mapping is { PageId: not null, Body: not null } ? SyncResult.BodyLeft : result;
    }

    private async Task<SyncResult> ReadAsync(Look look, RecordMapping? mapping, CancellationToken cancellationToken)
    {
        var (flow, id) = (look.Flow, look.Id);
        var sides = await reader.ReadAsync(look, cancellationToken);
        if (sides.Bitrix24 is not { } inBitrix24)
        {
            return await WithoutRecordAsync(flow, id, mapping, cancellationToken);
        }

        await suspended.ReportAsync(flow.Name, id, flow.Suspended.Concat(inBitrix24.Unreadable), cancellationToken);
        if (mapping?.PageId is not { } page)
        {
            return await creation.CreateAsync(flow, id, mapping, inBitrix24, look.Lane, cancellationToken);
        }

        if (!look.AsksNotion(inBitrix24))
        {
            return SyncResult.NoNews;
        }

        if (sides.Notion is not { } inNotion)
        {
            return await ReadPageAsync(look, mapping, page, inBitrix24, MostReadings, cancellationToken);
        }

        // A query may show the page as it was a while ago.
        look.NotionReadAt = inNotion.ReadAt - SidesReader.QueryLag;
        return await ReconcileAsync(look, mapping, page, inBitrix24, inNotion, sides.IsFromPoll, MostReadings, cancellationToken);
    }

    private async Task<SyncResult> WithoutRecordAsync(Flow flow, Bitrix24Id id, RecordMapping? mapping, CancellationToken cancellationToken)
    {
        Log.NoRecord(logger, flow.Name, id);
        return mapping?.PageId is { } left ? await lost.RecordAsync(flow, mapping, left, cancellationToken) : SyncResult.Done;
    }

    /// <summary>Reads the page itself: only it tells what became of it.</summary>
    private async Task<SyncResult> ReadPageAsync(
        Look look, RecordMapping mapping, PageId page, Snapshot inBitrix24, int readingsLeft, CancellationToken cancellationToken)
    {
        switch (await notion.ReadAsync(look.Flow, page, cancellationToken))
        {
            case PageState.Present present:
                look.NotionReadAt = present.Snapshot.ReadAt;
                return await ReconcileAsync(look, mapping, page, inBitrix24, present.Snapshot, isFromPoll: false, readingsLeft, cancellationToken);
            case var missing:
                var loss = LossOf(missing);
                Log.NoPage(logger, look.Flow.Name, look.Id, page, loss);
                // A record that is edited after its page went stays: what it says must be known now.
                var record = timeProvider.GetUtcNow() > inBitrix24.MayBeWrittenUntil ? await bitrix24.ReadAsync(look.Flow, look.Id, cancellationToken) : inBitrix24;
                return record is not null
                    ? await lost.PageAsync(look.Flow, mapping, page, loss, record, cancellationToken)
                    : await WithoutRecordAsync(look.Flow, look.Id, mapping, cancellationToken);
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
        Look look, RecordMapping known, PageId page, Snapshot inBitrix24, Snapshot inNotion, bool isFromPoll, int readingsLeft, CancellationToken cancellationToken)
    {
        if (look.MayBindAgain && inNotion.Unreadable.Count > 0)
        {
            return SyncResult.Outdated;
        }

        var flow = look.Flow;
        var mapping = known.Tombstone is null ? known : await lost.ReviveAsync(known, cancellationToken);
        if (mapping is null)
        {
            return SyncResult.Busy;
        }

        await suspended.ReportAsync(flow.Name, mapping.Bitrix24Id, inNotion.Unreadable, cancellationToken);
        var settled = mapping.Intended.Count == 0 ? mapping : mapping with
        {
            Baseline = Intentions.Settle(mapping.Baseline, mapping.Intended, inBitrix24, inNotion),
            Intended = Intentions.None,
            // The write may have been carried out until a moment ago: what a poll saw before, or a query shows for a while, is not to be trusted.
            WrittenAt = timeProvider.GetUtcNow(),
        };
        var plan = Reconciler.Reconcile(flow, settled.Baseline, inBitrix24, inNotion);
        switch (readingsLeft > 0 ? new Sides(inBitrix24, inNotion, isFromPoll).FindStale(plan, timeProvider.GetUtcNow()) : null)
        {
            case Side.Notion:
                return await ReadPageAsync(look, mapping, page, inBitrix24, readingsLeft - 1, cancellationToken);
            case Side.Bitrix24:
                return await bitrix24.ReadAsync(flow, look.Id, cancellationToken) is { } again
                    ? await ReconcileAsync(look, mapping, page, again, inNotion, isFromPoll, readingsLeft - 1, cancellationToken)
                    : await WithoutRecordAsync(flow, look.Id, mapping, cancellationToken);
        }

        return plan.Outcomes.Any(outcome => outcome.WriteTo is not null)
            ? await WriteAsync(flow, settled, page, plan, inBitrix24, inNotion, cancellationToken)
            : await SaveAsync(mapping, settled, plan, cancellationToken);
    }

    /// <summary>Nothing is written: at most the baseline moves.</summary>
    private async Task<SyncResult> SaveAsync(RecordMapping stored, RecordMapping mapping, ReconciliationPlan plan, CancellationToken cancellationToken)
    {
        var baseline = BaselineUpdate.Apply(mapping.Baseline, plan, WriteAnswer.Nothing, WriteAnswer.Nothing);
        if (baseline == stored.Baseline && stored.Intended.Count == 0)
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
        var known = BaselineUpdate.Apply(mapping.Baseline, plan.WithoutWrites(), WriteAnswer.Nothing, WriteAnswer.Nothing);
        if (await claim.TakeAsync(mapping with { Baseline = known, Intended = Intentions.Of(plan) }, cancellationToken) is not { } claimed)
        {
            return SyncResult.Busy;
        }

        using var bound = RecordClaim.Bound(claimed);
        var toNotion = WriteAnswer.Nothing;
        try
        {
            // Before the value is overwritten: after a crash it would be gone.
            await journal.ConflictsAsync(mapping, plan, cancellationToken);
            toNotion = plan.WritesTo(Side.Notion) is { Count: > 0 } forNotion
                ? await notion.UpdateAsync(flow, page, inNotion, forNotion, cancellationToken)
                : WriteAnswer.Nothing;
            var held = Held(plan).Concat(toNotion.Refused).ToList();
            await journal.HeldAsync(mapping, held, cancellationToken);
            if (await HalfWayAsync(claimed, mapping.Baseline, plan, toNotion, cancellationToken) is not { } halfWay)
            {
                Log.ClaimLost(logger, flow.Name, mapping.Bitrix24Id);
                return SyncResult.Busy;
            }

            claimed = halfWay;
            using var longer = RecordClaim.Bound(claimed);
            var toBitrix24 = plan.WritesTo(Side.Bitrix24) is { Count: > 0 } forBitrix24
                ? await bitrix24.UpdateAsync(flow, mapping.Bitrix24Id, inBitrix24, forBitrix24, cancellationToken)
                : WriteAnswer.Nothing;
            await journal.HeldAsync(mapping, toBitrix24.Refused, cancellationToken);
            Side? source = toNotion.After is not null ? Side.Bitrix24 : toBitrix24.After is not null ? Side.Notion : null;
            var saved = claimed with
            {
                Baseline = BaselineUpdate.Apply(mapping.Baseline, plan, toBitrix24, toNotion),
                Intended = Intentions.None,
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
            return held.Count + toBitrix24.Refused.Count > 0 ? SyncResult.Again : SyncResult.Done;
        }
        catch (RemoteException exception)
        {
            // What was refused as a whole is not there. A page that was written before it is.
            var left = exception.Failure == RemoteFailure.Rejected && toNotion.After is null ? claimed with { Intended = Intentions.None } : claimed;
            await claim.ReleaseAsync(left, exception, cancellationToken);
            throw;
        }
    }

    /// <summary>
    /// The page is written and the record is to be. What is known by now is noted first: should the second write fail, or the worker die, a person who
    /// takes an edit back before the next look would seem to have entered nothing. Null when somebody else has the record by now.
    /// </summary>
    private Task<RecordMapping?> HalfWayAsync(
        RecordMapping claimed, Baseline baseline, ReconciliationPlan plan, WriteAnswer toNotion, CancellationToken cancellationToken)
    {
        var rest = Intentions.Of(plan.Only(Side.Bitrix24));
        return rest.Count == 0 || toNotion.After is null
            ? claim.ExtendAsync(claimed, cancellationToken)
            : claim.TakeAsync(
                claimed with
                {
                    Baseline = BaselineUpdate.Apply(baseline, plan.Without(Side.Bitrix24), WriteAnswer.Nothing, toNotion),
                    Intended = rest,
                    SyncSource = Side.Bitrix24,
                    WrittenAt = timeProvider.GetUtcNow(),
                },
                cancellationToken);
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
