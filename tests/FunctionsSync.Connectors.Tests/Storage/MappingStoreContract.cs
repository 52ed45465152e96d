using System.Collections.Immutable;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;
using FunctionsSync.Core.Templates;

namespace FunctionsSync.Connectors.Tests.Storage;

/// <summary>What every mapping store does.</summary>
public abstract partial class MappingStoreContract
{
    private static readonly FlowName Flow = new("Projects");
    private static readonly Bitrix24Id Deal = new(42);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected abstract Task<IMappingStore> CreateAsync();

    [Fact]
    public async Task FindAsync_NothingStored_ReturnsNull()
    {
        var store = await CreateAsync();

        Assert.Null(await store.FindAsync(Flow, Deal, Cancelled));
        Assert.Null(await store.FindAsync(Flow, NewPage(), Cancelled));
        Assert.Empty(await ListAsync(store, Flow));
    }

    [Fact]
    public async Task TryAddAsync_EveryPropertySet_IsReadBackByBothIds()
    {
        var store = await CreateAsync();
        var mapping = Reservation() with
        {
            PageId = NewPage(),
            Baseline = BaselineOf(3),
            SyncSource = Side.Notion,
            WrittenAt = new(2026, 3, 1, 12, 30, 15, 123, TimeSpan.FromHours(3)),
            ClaimedUntil = new(2026, 3, 1, 12, 35, 0, TimeSpan.Zero),
            Body = new("0011223344556677", Written: 1, Pending: 1),
            Tombstone = new(Loss.PageArchived, new(2026, 3, 1, 12, 34, 0, TimeSpan.Zero)),
        };

        var added = await store.TryAddAsync(mapping, Cancelled);

        Assert.NotNull(added);
        Assert.NotNull(added.ETag);
        Assert.Equal(mapping, added with { ETag = null });
        Assert.Equal(added, await store.FindAsync(Flow, Deal, Cancelled));
        Assert.Equal(added, await store.FindAsync(Flow, mapping.PageId.Value, Cancelled));
    }

    [Fact]
    public async Task TryUpdateAsync_IntendedWrites_AreReadBackUntilTheyAreTakenAway()
    {
        var store = await CreateAsync();
        var intended = new Dictionary<FieldKey, IntendedWrite>
        {
            [FieldKey.Of("TITLE", "Name")] = new(Side.Notion, new(new("new"), new("new too")), "title"),
            [FieldKey.Of("STAGE_ID", "Status")] = new(Side.Bitrix24, new(new("won"), new("won too")), Property: null),
            [FieldKey.Of("OPPORTUNITY", "Amount")] = new(Side.Notion, new(new("5"), new("5 too")), "amount", CreatesPage: true),
        };

        var stored = await store.TryUpdateAsync(await AddAsync(store, Reservation()) with { Intended = intended }, Cancelled);

        Assert.Equal(intended, (await store.FindAsync(Flow, Deal, Cancelled))!.Intended);
        await store.TryUpdateAsync(stored! with { Intended = Intentions.None }, Cancelled);
        Assert.Empty((await store.FindAsync(Flow, Deal, Cancelled))!.Intended);
    }

    [Fact]
    public async Task TryAddAsync_OnlyARecord_LeavesTheRestEmpty()
    {
        var store = await CreateAsync();

        var added = await store.TryAddAsync(Reservation(), Cancelled);

        var found = await store.FindAsync(Flow, Deal, Cancelled);
        Assert.Equal(added, found);
        Assert.Equal(Reservation(), found! with { ETag = null });
    }

    [Fact]
    public async Task TryAddAsync_RecordHasARow_ReturnsNullAndKeepsIt()
    {
        var store = await CreateAsync();
        var first = await store.TryAddAsync(Reservation() with { PageId = NewPage() }, Cancelled);
        var laterPage = NewPage();

        Assert.Null(await store.TryAddAsync(Reservation() with { PageId = laterPage }, Cancelled));

        Assert.Equal(first, await store.FindAsync(Flow, Deal, Cancelled));
        Assert.Null(await store.FindAsync(Flow, laterPage, Cancelled));
    }

    [Fact]
    public async Task TryAddAsync_SixteenAtOnce_ExactlyOneWins()
    {
        var store = await CreateAsync();
        var pages = Enumerable.Range(0, 16).Select(_ => NewPage()).ToList();

        var added = await Task.WhenAll(pages.Select(page => Task.Run(() => store.TryAddAsync(Reservation() with { PageId = page }, Cancelled))));

        var winner = Assert.Single(added, mapping => mapping is not null);
        Assert.Equal(winner, await store.FindAsync(Flow, Deal, Cancelled));
        foreach (var page in pages)
        {
            Assert.Equal(page == winner!.PageId ? winner : null, await store.FindAsync(Flow, page, Cancelled));
        }
    }

    [Fact]
    public async Task FindAsync_MappingMovedToAnotherPage_FindsItByTheNewPageOnly()
    {
        var store = await CreateAsync();
        var (before, after) = (NewPage(), NewPage());
        var added = await AddAsync(store, Reservation() with { PageId = before });

        var moved = await store.TryUpdateAsync(added with { PageId = after }, Cancelled);

        Assert.Null(await store.FindAsync(Flow, before, Cancelled));
        Assert.Equal(moved, await store.FindAsync(Flow, after, Cancelled));
    }

    [Fact]
    public async Task FindAsync_PageWasGivenToAnotherRecord_FindsThatOne()
    {
        var store = await CreateAsync();
        var page = NewPage();
        var first = await AddAsync(store, Reservation() with { PageId = page });
        await store.TryUpdateAsync(first with { PageId = NewPage() }, Cancelled);

        var second = await AddAsync(store, Reservation() with { Bitrix24Id = new(43), PageId = page });

        Assert.Equal(second, await store.FindAsync(Flow, page, Cancelled));
    }

    [Fact]
    public async Task ListAsync_SeveralFlows_ReturnsEveryMappingOfTheFlowOnce()
    {
        var store = await CreateAsync();
        var mappings = new List<RecordMapping>();
        for (var id = 1; id <= 20; id++)
        {
            // Half of them have a reverse row, which is no mapping of its own.
            mappings.Add(await AddAsync(store, Reservation() with { Bitrix24Id = new(id), PageId = id % 2 == 0 ? NewPage() : null }));
        }

        await AddAsync(store, Reservation() with { Flow = new("Project"), PageId = NewPage() });

        Assert.Equal(mappings.OrderBy(mapping => mapping.Bitrix24Id.Value), (await ListAsync(store, Flow)).OrderBy(mapping => mapping.Bitrix24Id.Value));
    }

    [Fact]
    public async Task Flows_HostileNames_AreKeptApart()
    {
        var store = await CreateAsync();
        string[] names =
        [
            "a/b", "a\\b", "a#b", "a?b", "a%b", "a%2Fb", "a~b", "a~002fb", "a b", "a+b", "a'b", "a\"b", "a&b=c", "a\tb", "a\u0085b", "ab",
            "A/B", "Проекты / активные", "プロジェクト", "Caf\u00e9", "Cafe\u0301", "🚀", ".", "..", "b:42", " ", "",
        ];

        foreach (var name in names)
        {
            await AddAsync(store, Reservation() with { Flow = new(name), PageId = NewPage(), SyncSource = Side.Notion });
        }

        var pages = new HashSet<PageId?>();
        foreach (var name in names)
        {
            var listed = Assert.Single(await ListAsync(store, new(name)));
            Assert.Equal(name, listed.Flow.Value);
            Assert.Equal(listed, await store.FindAsync(new(name), Deal, Cancelled));
            Assert.Equal(listed, await store.FindAsync(new(name), listed.PageId!.Value, Cancelled));
            Assert.NotNull(await store.TryUpdateAsync(listed with { SyncSource = Side.Bitrix24 }, Cancelled));
            pages.Add(listed.PageId);
        }

        Assert.Equal(names.Length, pages.Count);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(1000)]
    public async Task Baseline_ManyFields_IsReadBackWhole(int fields)
    {
        var store = await CreateAsync();
        var mapping = Reservation() with { Baseline = BaselineOf(fields) };

        var added = await AddAsync(store, mapping);
        var shrunk = await store.TryUpdateAsync(added with { Baseline = BaselineOf(2) }, Cancelled);

        Assert.Equal(mapping.Baseline, added.Baseline);
        Assert.Equal(BaselineOf(2), shrunk?.Baseline);
        Assert.Equal(shrunk, await store.FindAsync(Flow, Deal, Cancelled));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12_000)]
    public async Task Body_InProgress_IsReadBackUntilItIsComplete(int blocks)
    {
        var store = await CreateAsync();
        var body = new BodyProgress(string.Concat(Enumerable.Range(0, blocks).Select(number => $"{number:x8}")), Written: blocks / 2, Pending: 0);

        var added = await AddAsync(store, Reservation() with { Body = body });
        var complete = await store.TryUpdateAsync(added with { Body = null }, Cancelled);

        Assert.Equal(body, added.Body);
        Assert.NotNull(complete);
        Assert.Null((await store.FindAsync(Flow, Deal, Cancelled))!.Body);
    }

    private static async Task<RecordMapping> AddAsync(IMappingStore store, RecordMapping mapping)
    {
        var added = await store.TryAddAsync(mapping, Cancelled);
        Assert.NotNull(added);
        return (await store.FindAsync(mapping.Flow, mapping.Bitrix24Id, Cancelled))!;
    }

    private static async Task<List<RecordMapping>> ListAsync(IMappingStore store, FlowName flow) =>
        await store.ListAsync(flow, Cancelled).ToListAsync(Cancelled);

    private static RecordMapping Reservation() => new() { Flow = Flow, Bitrix24Id = Deal };

    private static PageId NewPage() => new(Guid.NewGuid());

    /// <summary>Of every second field the property is known. Some values never reached the other side; names are of two scripts and long.</summary>
    private static Baseline BaselineOf(int fields) =>
        new(Enumerable.Range(1, fields).ToImmutableDictionary(
            KeyOf,
            number => new FieldBaseline(Print(number, "b"), Print(number, "n"), OnlyInBitrix24: number % 3 == 0, OnlyInNotion: number % 5 == 0)))
        {
            Properties = Enumerable.Range(1, fields).Where(number => number % 2 == 0).ToImmutableDictionary(KeyOf, number => $"%3A{number}"),
        };

    private static FieldKey KeyOf(int number) => FieldKey.Of($"ufCrm_{number}", $"Свойство \"{number}\" 🚀");

    private static Fingerprint Print(int number, string side) => Fingerprint.Of(new CanonicalValue.Text($"{side}{number}"));
}
