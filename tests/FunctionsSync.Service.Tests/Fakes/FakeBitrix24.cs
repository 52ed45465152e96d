using System.Runtime.CompilerServices;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Service.Tests.Fakes;

/// <summary>A portal's deals, as the port shows them.</summary>
internal sealed class FakeBitrix24(Steps steps, TimeProvider clock) : IBitrix24Records, IBitrix24Changes
{
    /// <summary>An amount the portal has no room for.</summary>
    public const decimal TooMuch = 1e20m;

    private readonly Dictionary<Bitrix24Id, (Dictionary<FieldKey, CanonicalValue> Values, DateTimeOffset EditedAt)> _deals = [];

    /// <summary>Stage names the portal has; others are refused, as the real writer does.</summary>
    public HashSet<string> Stages { get; } = ["New", "Won", "Lost"];

    public void Add(long id, string title, string stage = "New", decimal amount = 100) =>
        _deals[new(id)] = (new() { [Some.Title] = Some.Text(title), [Some.Stage] = Some.Choice(stage), [Some.Amount] = Some.Number(amount) }, clock.GetUtcNow());

    /// <summary>A person edits a field.</summary>
    public void Edit(long id, FieldKey key, CanonicalValue value)
    {
        var deal = _deals[new(id)];
        deal.Values[key] = value;
        _deals[new(id)] = deal with { EditedAt = clock.GetUtcNow() };
    }

    /// <summary>Deals the application has no right to: reading one fails, listings leave it out.</summary>
    public HashSet<long> Forbidden { get; } = [];

    /// <summary>Deals that the flow's filter leaves out.</summary>
    public HashSet<long> LeftOut { get; } = [];

    public bool Exists(long id) => _deals.ContainsKey(new(id));

    public void Delete(long id) => _deals.Remove(new(id));

    public CanonicalValue Value(long id, FieldKey key) => _deals[new(id)].Values[key];

    public Task<Snapshot?> ReadAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) =>
        steps.TakeAsync("bitrix24.Read", () => Forbidden.Contains(id.Value)
            ? throw Some.Failure(RemoteFailure.Forbidden)
            : Task.FromResult(_deals.ContainsKey(id) ? Snapshot(id) : null));

    public Task<bool> AcceptsAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) =>
        steps.TakeAsync("bitrix24.Accepts", () => Task.FromResult(!LeftOut.Contains(id.Value)));

    public async IAsyncEnumerable<ListedRecord> ListAsync(Flow flow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await steps.TakeAsync("bitrix24.List", () => Task.CompletedTask);
        foreach (var (id, deal) in _deals.Where(deal => !Forbidden.Contains(deal.Key.Value)).ToList())
        {
            yield return new(id, deal.EditedAt);
        }
    }

    /// <summary>From when each listing of changes began.</summary>
    public List<(EntityType Entity, DateTimeOffset Since)> Listings { get; } = [];

    /// <summary>One answer; the portal's clock is ours, in whole seconds.</summary>
    public async IAsyncEnumerable<ChangedRecords> ListAsync(
        EntityType entity, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Listings.Add((entity, since));
        var readAt = WholeSeconds(clock.GetUtcNow());
        await steps.TakeAsync("bitrix24.ListChanges", () => Task.CompletedTask);
        var changed = entity == EntityType.Deal
            ? _deals.Select(deal => new ListedRecord(deal.Key, WholeSeconds(deal.Value.EditedAt))).Where(record => record.EditedAt >= since)
            : [];
        yield return new(readAt, [.. changed.OrderBy(record => record.Id.Value)]);
    }

    private static DateTimeOffset WholeSeconds(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond));

    public Task DeleteAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) => steps.TakeAsync("bitrix24.Delete", () =>
    {
        Delete(id.Value);
        return Task.CompletedTask;
    });

    public Task<string?> MarkAsync(Flow flow, Bitrix24Id id, Snapshot before, DeletionMark<Bitrix24Field> mark, CancellationToken cancellationToken) =>
        steps.TakeAsync("bitrix24.Mark", () =>
        {
            Edit(id.Value, FieldKey.Of(mark.Field.Name, "Status"), mark.Value);
            return Task.FromResult<string?>(null);
        });

    public Task<WriteAnswer> UpdateAsync(
        Flow flow, Bitrix24Id id, Snapshot before, IReadOnlyDictionary<FieldKey, CanonicalValue> values, CancellationToken cancellationToken) =>
        steps.TakeAsync("bitrix24.Update", () =>
        {
            var refused = values.Where(value => !HasRoomFor(value.Value)).ToDictionary(value => value.Key, _ => "there is no room for it");
            var written = values.Where(value => !refused.ContainsKey(value.Key)).ToList();
            written.ForEach(value => Edit(id.Value, value.Key, value.Value));
            return Task.FromResult(new WriteAnswer(written.Count > 0 ? Snapshot(id) : null, refused));
        });

    private bool HasRoomFor(CanonicalValue value) => value switch
    {
        CanonicalValue.Choice choice => Stages.Contains(choice.Name),
        CanonicalValue.Number number => number.Value < TooMuch,
        _ => true,
    };

    private Snapshot? Snapshot(Bitrix24Id id) => new()
    {
        Values = new Dictionary<FieldKey, CanonicalValue>(_deals[id].Values),
        CreatedAt = Some.Noon,
        EditedAt = _deals[id].EditedAt,
        ReadAt = clock.GetUtcNow(),
    };
}
