using System.Runtime.CompilerServices;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;
using FunctionsSync.Core.Templates;

namespace FunctionsSync.Service.Tests.Fakes;

/// <summary>A workspace's pages, as the port shows them: edit times by the minute, and queries that see a new page late.</summary>
internal sealed class FakeNotion(Steps steps, TimeProvider clock) : INotionPages
{
    /// <summary>A text no property has room for.</summary>
    public const string Unwritable = "Unwritable";

    private static readonly TimeSpan QueryLag = TimeSpan.FromSeconds(10);

    private readonly List<Page> _pages = [];

    /// <summary>The lower bound every listing asked for.</summary>
    public List<DateTimeOffset?> Listings { get; } = [];

    /// <summary>The flows whose data source was taken away.</summary>
    public HashSet<string> Unshared { get; } = [];

    /// <summary>The ids of the properties that were removed: pages do not show them, and a listing that asks for one is refused.</summary>
    public HashSet<string> Removed { get; } = [];

    public IReadOnlyList<PageId> PagesOf(long id) => [.. _pages.Where(page => page.Owner == new Bitrix24Id(id)).Select(page => page.Id)];

    /// <summary>A page that somebody made before us.</summary>
    public PageId Add(long id, string title, string stage = "New", decimal amount = 100)
    {
        var page = new Page(new(Guid.NewGuid()), new(id), clock.GetUtcNow() - QueryLag)
        {
            Values = { [Some.Title] = Some.Text(title), [Some.Stage] = Some.Choice(stage), [Some.Amount] = Some.Number(amount) },
            EditedAt = ThisMinute(),
        };
        _pages.Add(page);
        return page.Id;
    }

    /// <summary>A person edits a property.</summary>
    public void Edit(PageId id, FieldKey key, CanonicalValue value) => Edit(id, key, value, byUs: false);

    /// <summary>A person types another record's id into a page.</summary>
    public void ChangeId(PageId id, long record) => _pages[_pages.FindIndex(page => page.Id == id)].Owner = new(record);

    /// <summary>Whatever becomes of a page but its end, a person can undo.</summary>
    public void Become(PageId id, PageState? state) => Get(id).Elsewhere = state;

    public void Trash(PageId id) => Become(id, new PageState.Trashed());

    public PageState? Whereabouts(PageId id) => Get(id).Elsewhere;

    public CanonicalValue Value(PageId id, FieldKey key) => _pages.Single(page => page.Id == id).Values[key];

    public Task<PageState> ReadAsync(Flow flow, PageId page, CancellationToken cancellationToken) => steps.TakeAsync(
        "notion.Read", () => Task.FromResult(Find(page) is { } found ? found.Elsewhere ?? new PageState.Present(Show(flow, found)) : new PageState.NotVisible()));

    public Task<IReadOnlyDictionary<PageId, Snapshot>> QueryAsync(
        Flow flow, IReadOnlyDictionary<Bitrix24Id, PageId> pages, CancellationToken cancellationToken) =>
        steps.TakeAsync("notion.Query", () => Task.FromResult<IReadOnlyDictionary<PageId, Snapshot>>(
            pages.Where(each => Find(each.Value) is { Elsewhere: null } page && page.Owner == each.Key && page.CreatedAt + QueryLag <= clock.GetUtcNow())
                .ToDictionary(each => each.Value, each => Show(flow, Get(each.Value)))));

    public Task TrashAsync(PageId page, CancellationToken cancellationToken) => steps.TakeAsync("notion.Trash", () =>
    {
        Trash(page);
        return Task.CompletedTask;
    });

    public Task RestoreAsync(PageId page, CancellationToken cancellationToken) => steps.TakeAsync("notion.Restore", () =>
    {
        Become(page, null);
        return Task.CompletedTask;
    });

    public Task<string?> MarkAsync(PageId page, DeletionMark<NotionProperty> mark, CancellationToken cancellationToken) => steps.TakeAsync("notion.Mark", () =>
    {
        Edit(page, FieldKey.Of("STAGE_ID", mark.Field.Name), mark.Value, byUs: true);
        return Task.FromResult<string?>(null);
    });

    public Task<WriteAnswer> UpdateAsync(
        Flow flow, PageId page, Snapshot before, IReadOnlyDictionary<FieldKey, CanonicalValue> values, CancellationToken cancellationToken) =>
        steps.TakeAsync("notion.Update", () =>
        {
            var refused = Refused(values);
            var written = values.Keys.Where(key => !refused.ContainsKey(key)).ToList();
            written.ForEach(key => Edit(page, key, values[key], byUs: true));
            return Task.FromResult(new WriteAnswer(written.Count > 0 ? Find(page)?.Snapshot(written) : null, refused));
        });

    public Task<CreatedPage> CreateAsync(
        Flow flow, Bitrix24Id id, IReadOnlyDictionary<FieldKey, CanonicalValue> values, IReadOnlyList<BodyBlock> body, CancellationToken cancellationToken) =>
        steps.TakeAsync("notion.Create", () =>
        {
            var page = new Page(new(Guid.NewGuid()), id, clock.GetUtcNow()) { EditedAt = ThisMinute(), EditedByUs = true };
            var refused = Refused(values);
            foreach (var key in flow.Fields.Select(field => field.Key))
            {
                page.Values[key] = values.TryGetValue(key, out var value) && !refused.ContainsKey(key) ? value : new CanonicalValue.Empty();
            }

            _pages.Add(page);
            return Task.FromResult(new CreatedPage(page.Id, new(page.Snapshot(), refused)));
        });

    public Task<IReadOnlyList<PageId>> FindAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) =>
        steps.TakeAsync("notion.Find", () => Task.FromResult<IReadOnlyList<PageId>>(
            [
                .. _pages.Where(page => page.Elsewhere is null && page.Owner == id && page.CreatedAt + QueryLag <= clock.GetUtcNow())
                    .OrderBy(page => page.CreatedAt)
                    .Select(page => page.Id),
            ]));

    public async Task<IReadOnlyDictionary<Bitrix24Id, IReadOnlyList<PageId>>> FindAllAsync(
        Flow flow, IReadOnlyCollection<Bitrix24Id> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Bitrix24Id, IReadOnlyList<PageId>>();
        foreach (var id in ids)
        {
            found[id] = await FindAsync(flow, id, cancellationToken);
        }

        return found;
    }

    public Task<IReadOnlyList<PageId>> FindByKeysAsync(Flow flow, IReadOnlyDictionary<FieldKey, CanonicalValue> keys, CancellationToken cancellationToken) =>
        steps.TakeAsync("notion.FindByKeys", () => Task.FromResult<IReadOnlyList<PageId>>(
            [.. _pages.Where(page => page.Owner == default && keys.All(key => page.Values[key.Key] == key.Value)).Select(page => page.Id)]));

    public Task SetIdAsync(Flow flow, PageId page, Bitrix24Id id, CancellationToken cancellationToken) =>
        steps.TakeAsync("notion.SetId", () =>
        {
            ChangeId(page, id.Value);
            return Task.CompletedTask;
        });

    public async IAsyncEnumerable<EditedPage> ListEditedAsync(Flow flow, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Listings.Add(since);
        var began = clock.GetUtcNow();
        await steps.TakeAsync("notion.List", () =>
            Unshared.Contains(flow.Name.Value) ? throw Some.Failure(RemoteFailure.NotFound)
                : flow.Fields.Any(field => Removed.Contains(field.Notion.Id)) ? throw Some.Failure(RemoteFailure.Rejected)
                : Task.CompletedTask);
        foreach (var page in _pages.Where(page => page.Elsewhere is null && (since is null || page.EditedAt >= since)).ToList())
        {
            yield return new(page.Id, page.Snapshot() with { ReadAt = began }, began, page.EditedByUs, page.Owner == default ? null : page.Owner);
        }
    }

    private static Dictionary<FieldKey, string> Refused(IReadOnlyDictionary<FieldKey, CanonicalValue> values) => values
        .Where(value => value.Value == Some.Text(Unwritable))
        .ToDictionary(value => value.Key, _ => "there is no room for it");

    private Snapshot Show(Flow flow, Page page)
    {
        var removed = flow.Fields.Where(field => Removed.Contains(field.Notion.Id)).Select(field => field.Key).ToHashSet();
        return page.Snapshot(page.Values.Keys.Where(key => !removed.Contains(key))) with
        {
            Unreadable = removed.ToDictionary(key => key, _ => "it was removed"),
            ReadAt = clock.GetUtcNow(),
        };
    }

    private void Edit(PageId id, FieldKey key, CanonicalValue value, bool byUs)
    {
        var page = Get(id);
        page.Values[key] = value;
        (page.EditedAt, page.EditedByUs) = (ThisMinute(), byUs);
    }

    private Page Get(PageId id) => Find(id) ?? throw new ArgumentException("no such page");

    private Page? Find(PageId id) => _pages.Find(page => page.Id == id);

    private DateTimeOffset ThisMinute() => clock.GetUtcNow().AddTicks(-(clock.GetUtcNow().Ticks % TimeSpan.TicksPerMinute));

    private sealed class Page(PageId id, Bitrix24Id owner, DateTimeOffset createdAt)
    {
        public PageId Id => id;

        public Bitrix24Id Owner { get; set; } = owner;

        public DateTimeOffset CreatedAt => createdAt;

        public Dictionary<FieldKey, CanonicalValue> Values { get; } = [];

        public DateTimeOffset EditedAt { get; set; }

        public bool EditedByUs { get; set; }

        public PageState? Elsewhere { get; set; }

        public Snapshot Snapshot(IEnumerable<FieldKey>? keys = null) =>
            new() { Values = (keys ?? Values.Keys).ToDictionary(key => key, key => Values[key]), EditedAt = EditedAt };
    }
}
