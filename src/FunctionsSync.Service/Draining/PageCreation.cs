using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;
using FunctionsSync.Core.Templates;
using FunctionsSync.Service.Flows;
using FunctionsSync.Service.Relations;

namespace FunctionsSync.Service.Draining;

/// <summary>
/// Gives a record its page, once: reserve the mapping row, look for a page that already carries the record's id, only then create one. Whatever
/// step is cut short, the next worker finds the reservation and looks first.
/// </summary>
public sealed class PageCreation(
    IBitrix24Records bitrix24, INotionPages notion, IMappingStore mappings, RecordClaim claim, SyncJournal journal, FlowBeginning beginning, PageBodies bodies, PageFinder finder,
    WaitingRelations waiting, TimeProvider timeProvider)
{
    /// <summary>How long Notion's queries may take to show a page that was just created.</summary>
    private static readonly TimeSpan QueryLag = TimeSpan.FromSeconds(15);

    /// <param name="flow">The flow the record belongs to.</param>
    /// <param name="id">The record.</param>
    /// <param name="reservation">The row an earlier attempt left, unclaimed; null when there is none.</param>
    /// <param name="record">What Bitrix24 says now.</param>
    /// <param name="lane">The lane of whatever follows from it.</param>
    /// <param name="cancellationToken">Ends the attempt; the reservation stays.</param>
    public async Task<SyncResult> CreateAsync(
        Flow flow, Bitrix24Id id, RecordMapping? reservation, Snapshot record, RequestLane lane, CancellationToken cancellationToken)
    {
        var claimed = reservation is not null
            ? await claim.TakeAsync(reservation, cancellationToken)
            : await mappings.TryAddAsync(new() { Flow = flow.Name, Bitrix24Id = id, ClaimedUntil = claim.NewExpiry }, cancellationToken);
        if (claimed is null)
        {
            return SyncResult.Busy;
        }

        using var bound = RecordClaim.Bound(claimed);
        try
        {
            var pages = await FindFreeAsync(flow, id, cancellationToken);
            return pages.Count > 0
                ? await AdoptAsync(flow, claimed, pages[0], pages.Count - 1, lane, cancellationToken)
                : await MatchOrLeaveAsync(flow, claimed, record, lane, cancellationToken);
        }
        catch (RemoteException exception)
        {
            await ReleaseAsync(claimed, exception, cancellationToken);
            throw;
        }
    }

    /// <summary>A record that the flow's filter leaves out gets no page. One that carries its id already was somebody's decision.</summary>
    private async Task<SyncResult> MatchOrLeaveAsync(Flow flow, RecordMapping claimed, Snapshot record, RequestLane lane, CancellationToken cancellationToken)
    {
        if (flow.Filter.Count == 0 || await bitrix24.AcceptsAsync(flow, claimed.Bitrix24Id, cancellationToken))
        {
            return await MatchAsync(flow, claimed, record, lane, cancellationToken);
        }

        return await LeaveAsync(claimed, cancellationToken);
    }

    /// <summary>A page made by hand before the flow began may be the record's own. Where several could be, a person decides.</summary>
    private async Task<SyncResult> MatchAsync(Flow flow, RecordMapping claimed, Snapshot record, RequestLane lane, CancellationToken cancellationToken)
    {
        if (KeysOf(flow, record) is not { Count: > 0 } keys)
        {
            return await CreateAsync(flow, claimed, record, lane, cancellationToken);
        }

        switch (await notion.FindByKeysAsync(flow, keys, cancellationToken))
        {
            case []:
                return await CreateAsync(flow, claimed, record, lane, cancellationToken);
            case [var page]:
                await notion.SetIdAsync(flow, page, claimed.Bitrix24Id, cancellationToken);
                // What an earlier attempt announced was for a page of our own.
                return await AdoptAsync(flow, claimed with { Body = null, Intended = Intentions.None }, page, copies: 0, lane, cancellationToken);
            default:
                await journal.AmbiguousAsync(claimed, flow, cancellationToken);
                return await LeaveAsync(claimed, cancellationToken);
        }
    }

    /// <summary>The record gets no page. One that somebody makes for it later says what that person means.</summary>
    private async Task<SyncResult> LeaveAsync(RecordMapping claimed, CancellationToken cancellationToken)
    {
        await claim.ReleaseAsync(claimed with { Intended = Intentions.None }, cancellationToken);
        return SyncResult.Done;
    }

    /// <summary>The key fields' values as Notion holds them; none when one of them is empty, which everything would match.</summary>
    private static Dictionary<FieldKey, CanonicalValue> KeysOf(Flow flow, Snapshot record)
    {
        var keys = new Dictionary<FieldKey, CanonicalValue>();
        foreach (var field in flow.KeyFields)
        {
            if (record.Values.TryGetValue(field.Key, out var value)
                && field.Conversion.ToNotion(value) is Converted.To { Value: not CanonicalValue.Empty } key)
            {
                keys.Add(field.Key, key.Value);
            }
        }

        return keys.Count == flow.KeyFields.Count ? keys : [];
    }

    /// <summary>A page that belongs to another record keeps that one, whatever id somebody typed into it: two would fight over it.</summary>
    private async Task<IReadOnlyList<PageId>> FindFreeAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken)
    {
        var free = new List<PageId>();
        foreach (var page in await finder.FindAsync(flow, id, cancellationToken))
        {
            if (await mappings.FindAsync(flow.Name, page, cancellationToken) is null)
            {
                free.Add(page);
            }
        }

        return free;
    }

    /// <summary>The page keeps what it says: it and the record meet for the first time at the next look.</summary>
    private async Task<SyncResult> AdoptAsync(Flow flow, RecordMapping claimed, PageId page, int copies, RequestLane lane, CancellationToken cancellationToken)
    {
        var saved = claimed with { PageId = page, ClaimedUntil = null };
        if (await mappings.TryUpdateAsync(saved, cancellationToken) is null)
        {
            return SyncResult.Busy;
        }

        await journal.MatchedAsync(saved, copies, cancellationToken);
        await waiting.WakeAsync(flow, lane, cancellationToken);
        return SyncResult.Again;
    }

    private async Task<SyncResult> CreateAsync(Flow flow, RecordMapping claimed, Snapshot record, RequestLane lane, CancellationToken cancellationToken)
    {
        if (!PageCreationRule.Allows(flow.Create, record, await beginning.OfAsync(flow.Name, cancellationToken)))
        {
            return await LeaveAsync(claimed, cancellationToken);
        }

        var body = await bodies.RenderAsync(flow, claimed.Bitrix24Id, cancellationToken);
        var first = BodyPart.WithPage(body);
        var plan = Reconciler.Reconcile(flow, Baseline.None, record, EmptyPage(flow));

        // Noted before the page is created, and not before the looks that found none: whoever finds one after a lost answer knows what it said at
        // first, and how much of the body it should hold.
        var announced = claimed with { Intended = Intentions.OfCreation(plan), Body = body.Count == 0 ? null : BodyProgress.Begin(body, first.Count) };
        if (await claim.TakeAsync(announced, cancellationToken) is not { } noted)
        {
            return SyncResult.Busy;
        }

        using var bound = RecordClaim.Bound(noted);
        return await CreateAsync(flow, noted, plan, record, first, lane, cancellationToken);
    }

    private async Task<SyncResult> CreateAsync(
        Flow flow, RecordMapping claimed, ReconciliationPlan plan, Snapshot record, IReadOnlyList<BodyBlock> body, RequestLane lane,
        CancellationToken cancellationToken)
    {
        var values = plan.WritesTo(Side.Notion);
        var created = await CreatePageAsync(flow, claimed, values, body, cancellationToken);
        var held = plan.Held.ToDictionary(outcome => outcome.Field.Key, outcome => outcome.HeldBecause ?? string.Empty).Concat(created.Answer.Refused).ToDictionary();
        await journal.HeldAsync(claimed with { PageId = created.Id }, held, cancellationToken);
        var progress = claimed.Body?.Arrived();
        var saved = claimed with
        {
            PageId = created.Id,
            Baseline = BaselineUpdate.AfterCreate(flow, record, created.Answer with { Refused = held }),
            Intended = Intentions.None,
            Body = progress is { IsComplete: true } ? null : progress,
            SyncSource = Side.Bitrix24,
            WrittenAt = timeProvider.GetUtcNow(),
            ClaimedUntil = null,
        };
        if (await mappings.TryUpdateAsync(saved, cancellationToken) is null && await mappings.TryAddAsync(saved, cancellationToken) is null)
        {
            // Not lost with its table, but somebody else's by now.
            return SyncResult.Busy;
        }

        await journal.CreatedAsync(saved, values, created.Answer, cancellationToken);
        await waiting.WakeAsync(flow, lane, cancellationToken);
        return saved.Body is not null ? SyncResult.BodyLeft : held.Count > 0 ? SyncResult.Again : SyncResult.Done;
    }

    private async Task<CreatedPage> CreatePageAsync(
        Flow flow, RecordMapping claimed, IReadOnlyDictionary<FieldKey, CanonicalValue> values, IReadOnlyList<BodyBlock> body, CancellationToken cancellationToken)
    {
        try
        {
            return await notion.CreateAsync(flow, claimed.Bitrix24Id, values, body, cancellationToken);
        }
        catch (RemoteException exception)
        {
            var left = exception.Failure == RemoteFailure.Rejected ? claimed with { Intended = Intentions.None } : claimed;
            await ReleaseAsync(left, exception, cancellationToken);
            throw;
        }
    }

    private Task ReleaseAsync(RecordMapping claimed, RemoteException exception, CancellationToken cancellationToken) =>
        claim.ReleaseAsync(claimed, exception, cancellationToken, QueryLag);

    private static Snapshot EmptyPage(Flow flow) => new()
    {
        Values = flow.Fields.ToDictionary(field => field.Key, CanonicalValue (_) => new CanonicalValue.Empty()),
        EditedAt = DateTimeOffset.MinValue,
    };
}
