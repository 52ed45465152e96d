using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Connectors.Tests.Storage;

/// <summary>What every journal does.</summary>
public abstract class JournalContract
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(Noon);

    protected abstract Task<IJournal> CreateAsync(JournalRetention? retention);

    [Fact]
    public async Task ReadAsync_NothingAppended_IsEmpty()
    {
        var journal = await CreateAsync(null);

        Assert.Empty(await journal.ReadAsync(10, Cancelled));
    }

    [Fact]
    public async Task AppendAsync_EveryPropertySet_IsReadBack()
    {
        var journal = await CreateAsync(null);
        var entry = Entry(42) with
        {
            Kind = JournalKind.Conflict,
            Flow = new("Проекты / активные"),
            PageId = new(Guid.NewGuid()),
            WrittenTo = Side.Notion,
            Fields = ["TITLE=Name", "STAGE_ID=Статус \"✓\""],
            Reason = "Both sides edited the field.",
            LostValue = "text:первый\n\tвторой 🚀",
        };

        await journal.AppendAsync(entry, Cancelled);

        var read = Assert.Single(await journal.ReadAsync(10, Cancelled));
        Assert.Equal(entry.Fields, read.Fields);
        Assert.Equal(entry, read with { Fields = entry.Fields, Id = null });
    }

    [Fact]
    public async Task AppendAsync_OnlyWhatIsRequired_LeavesTheRestEmpty()
    {
        var journal = await CreateAsync(null);

        await journal.AppendAsync(Entry(42), Cancelled);

        var read = Assert.Single(await journal.ReadAsync(10, Cancelled));
        Assert.Empty(read.Fields);
        Assert.Equal(Entry(42), read with { Fields = Entry(42).Fields, Id = null });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task AppendAsync_LostValueLongerThanOneProperty_IsKeptWhole(int shift)
    {
        var journal = await CreateAsync(null);
        // Pairs of characters that must not be torn apart, on even and on odd places.
        var value = "text:" + new string('x', shift) + string.Concat(Enumerable.Repeat("🚀", 50_000));

        await journal.AppendAsync(Entry(42) with { Kind = JournalKind.Conflict, LostValue = value }, Cancelled);

        Assert.Equal(value, Assert.Single(await journal.ReadAsync(10, Cancelled)).LostValue);
    }

    [Fact]
    public async Task ReadAsync_SeveralEntries_ReturnsTheNewestFirst()
    {
        var journal = await CreateAsync(null);
        foreach (var minutes in new[] { 2, 5, 1, 4, 3 })
        {
            await journal.AppendAsync(Entry(minutes) with { At = Noon.AddMinutes(minutes) }, Cancelled);
        }

        Assert.Equal([5, 4, 3], await IdsAsync(journal, 3));
        Assert.Equal([5, 4, 3, 2, 1], await IdsAsync(journal, 10));
    }

    [Fact]
    public async Task ReadAsync_EntriesOfOneInstant_ReturnsTheOneAppendedLastFirst()
    {
        var journal = await CreateAsync(null);
        for (var id = 1; id <= 5; id++)
        {
            await journal.AppendAsync(Entry(id), Cancelled);
        }

        Assert.Equal([5, 4, 3, 2, 1], await IdsAsync(journal, 10));
    }

    [Fact]
    public async Task AppendAsync_SixteenAtOnce_KeepsEveryOne()
    {
        var journal = await CreateAsync(null);

        await Task.WhenAll(Enumerable.Range(1, 16).Select(id => Task.Run(() => journal.AppendAsync(Entry(id), Cancelled))));

        Assert.Equal(Enumerable.Range(1, 16).Select(id => (long)id), (await IdsAsync(journal, 100)).Order());
    }

    [Fact]
    public async Task ReadAsync_PastTheRetention_ReturnsOnlyWhatIsKept()
    {
        var journal = await CreateAsync(null);
        await journal.AppendAsync(Entry(1), Cancelled);
        await journal.AppendAsync(Entry(2) with { Kind = JournalKind.Conflict, LostValue = "text:lost" }, Cancelled);

        Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.Equal([2, 1], await IdsAsync(journal, 10));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([1], await IdsAsync(journal, 10));
        Time.Advance(TimeSpan.FromDays(60));
        Assert.Empty(await IdsAsync(journal, 10));
    }

    [Fact]
    public async Task ReadAsync_RetentionOfItsOwn_IsKept()
    {
        var journal = await CreateAsync(new() { Entries = TimeSpan.FromDays(2), Conflicts = TimeSpan.FromDays(1) });
        await journal.AppendAsync(Entry(1), Cancelled);
        await journal.AppendAsync(Entry(2) with { Kind = JournalKind.Conflict }, Cancelled);

        Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal([1], await IdsAsync(journal, 10));
        Time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(await IdsAsync(journal, 10));
    }

    [Fact]
    public async Task ReadAsync_ExpiredEntriesAreTheNewest_StillFindsTheOlderOnes()
    {
        var journal = await CreateAsync(null);
        await journal.AppendAsync(Entry(1), Cancelled);
        Time.Advance(TimeSpan.FromMinutes(1));
        for (var id = 2; id <= 6; id++)
        {
            await journal.AppendAsync(Entry(id) with { At = Time.GetUtcNow(), Kind = JournalKind.Conflict }, Cancelled);
        }

        Time.Advance(TimeSpan.FromDays(40));

        Assert.Equal([1], await IdsAsync(journal, 2));
    }

    [Fact]
    public async Task FindAsync_IdThatWasRead_ReturnsThatEntry()
    {
        var journal = await CreateAsync(null);
        for (var id = 1; id <= 3; id++)
        {
            await journal.AppendAsync(Entry(id) with { LostValue = "text:lost" }, Cancelled);
        }

        foreach (var entry in await journal.ReadAsync(10, Cancelled))
        {
            var found = await journal.FindAsync(Assert.IsType<string>(entry.Id), Cancelled);

            Assert.Equal(entry, found is null ? null : found with { Fields = entry.Fields });
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789ABCDEF/123456789abcde'")]
    public async Task FindAsync_IdNobodyGave_IsNull(string id)
    {
        var journal = await CreateAsync(null);
        await journal.AppendAsync(Entry(1), Cancelled);

        Assert.Null(await journal.FindAsync(id, Cancelled));
    }

    [Fact]
    public async Task FindAsync_Expired_IsNull()
    {
        var journal = await CreateAsync(null);
        await journal.AppendAsync(Entry(1) with { Kind = JournalKind.Conflict }, Cancelled);
        var id = Assert.IsType<string>(Assert.Single(await journal.ReadAsync(1, Cancelled)).Id);

        Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await journal.FindAsync(id, Cancelled));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await journal.FindAsync(id, Cancelled));
    }

    [Fact]
    public async Task ReadAsync_OfOneKind_ReturnsTheNewestOfThatKind()
    {
        var journal = await CreateAsync(null);
        for (var id = 1; id <= 9; id++)
        {
            await journal.AppendAsync(Entry(id) with { Kind = id % 3 == 0 ? JournalKind.Conflict : JournalKind.Updated }, Cancelled);
        }

        Assert.Equal([9, 6], (await journal.ReadAsync(JournalKind.Conflict, 2, Cancelled)).Select(entry => entry.Bitrix24Id.Value));
        Assert.Empty(await journal.ReadAsync(JournalKind.Held, 2, Cancelled));
    }

    [Fact]
    public async Task PurgeAsync_SomeExpired_CountsThoseAndKeepsTheRest()
    {
        var journal = await CreateAsync(retention: null);
        await journal.AppendAsync(Entry(1), Cancelled);
        await journal.AppendAsync(Entry(2) with { Kind = JournalKind.Conflict }, Cancelled);
        Assert.Equal(0, await journal.PurgeAsync(Cancelled));
        Time.Advance(TimeSpan.FromDays(31));

        Assert.Equal(1, await journal.PurgeAsync(Cancelled));

        Assert.Equal(new Bitrix24Id(1), Assert.Single(await journal.ReadAsync(10, Cancelled)).Bitrix24Id);
    }

    protected static JournalEntry Entry(long id) =>
        new() { At = Noon, Kind = JournalKind.Updated, Flow = new("Projects"), Bitrix24Id = new(id) };

    private static async Task<IEnumerable<long>> IdsAsync(IJournal journal, int count) =>
        (await journal.ReadAsync(count, Cancelled)).Select(entry => entry.Bitrix24Id.Value);
}
