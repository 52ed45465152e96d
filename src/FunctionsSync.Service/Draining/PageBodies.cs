using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Templates;

namespace FunctionsSync.Service.Draining;

/// <summary>
/// Writes the bodies of new pages, one request for each queue message. What a request is about to write is noted before it is sent: whoever goes
/// on after an interruption knows whether to look first, and writes nothing twice.
/// </summary>
public sealed class PageBodies(
    RecordReader bitrix24, INotionBodies notion, IMappingStore mappings, RecordClaim claim, SyncJournal journal, TimeProvider timeProvider)
{
    /// <summary>The whole body as the record says it now; empty for a flow without a template and for a record that is gone.</summary>
    public async Task<IReadOnlyList<BodyBlock>> RenderAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken)
    {
        if (flow.Body is not { } body || await bitrix24.ReadAsync(flow with { Fields = body.Fields }, id, cancellationToken) is not { } record)
        {
            return [];
        }

        var values = body.Fields
            .Where(field => record.Values.ContainsKey(field.Key))
            .ToDictionary(field => field.Bitrix24.Name, field => record.Values[field.Key]);
        return BodyRenderer.Render(body.Template, values);
    }

    /// <summary>Writes the next part of a body that is not complete.</summary>
    public async Task<SyncResult> ContinueAsync(Flow flow, RecordMapping mapping, CancellationToken cancellationToken)
    {
        if (mapping is not { PageId: { } page, Body: { } progress })
        {
            return SyncResult.Done;
        }

        var settled = progress.Pending == 0 ? progress : progress.Settle(await notion.CountAsync(page, cancellationToken));
        var rest = settled?.RestOf(await RenderAsync(flow, mapping.Bitrix24Id, cancellationToken));
        var part = rest is null ? [] : BodyPart.Alone(rest.Blocks);
        if (rest is null || part.Count == 0)
        {
            return await SaveAsync(mapping with { Body = null }, cancellationToken) is null ? SyncResult.Busy : SyncResult.Done;
        }

        var announced = await SaveAsync(
            mapping with { Body = rest.Progress with { Pending = part.Count }, ClaimedUntil = claim.NewExpiry }, cancellationToken);
        return announced is null ? SyncResult.Busy : await AppendAsync(page, announced, part, rest, cancellationToken);
    }

    private async Task<SyncResult> AppendAsync(
        PageId page, RecordMapping announced, IReadOnlyList<BodyBlock> part, BodyRest rest, CancellationToken cancellationToken)
    {
        using var bound = RecordClaim.Bound(announced);
        try
        {
            await notion.AppendAsync(page, part, cancellationToken);
        }
        catch (RemoteException exception)
        {
            // Only where nothing can have been written there is no need to look.
            var known = exception.Failure == RemoteFailure.OutcomeUnknown ? announced : announced with { Body = rest.Progress };
            await claim.ReleaseAsync(known, exception, cancellationToken);
            throw;
        }

        var progress = announced.Body?.Arrived();
        var isComplete = progress is null or { IsComplete: true };
        var saved = announced with
        {
            Body = isComplete ? null : progress,
            SyncSource = Side.Bitrix24,
            WrittenAt = timeProvider.GetUtcNow(),
            ClaimedUntil = null,
        };
        if (await SaveAsync(saved, cancellationToken) is null)
        {
            return SyncResult.Busy;
        }

        if (rest.IsMixed)
        {
            await journal.MixedBodyAsync(saved, cancellationToken);
        }

        return isComplete ? SyncResult.Done : SyncResult.BodyLeft;
    }

    private Task<RecordMapping?> SaveAsync(RecordMapping mapping, CancellationToken cancellationToken) => mappings.TryUpdateAsync(mapping, cancellationToken);
}
