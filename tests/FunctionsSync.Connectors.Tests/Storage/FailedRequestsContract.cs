using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Storage;

/// <summary>What every store of failed requests does.</summary>
public abstract class FailedRequestsContract
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected abstract Task<IFailedRequests> CreateAsync();

    [Theory]
    [InlineData("0123456789abcdef")]
    [InlineData("")]
    [InlineData("a/b?c#d\\e")]
    [InlineData("o'clock")]
    public async Task FindAsync_NothingThere_IsNull(string id)
    {
        var store = await CreateAsync();

        Assert.Null(await store.FindAsync(id, Cancelled));
        Assert.Empty(await store.ListAsync(Cancelled));
    }

    [Fact]
    public async Task TryWriteAsync_EveryPropertySet_IsReadBack()
    {
        var store = await CreateAsync();
        var failed = new FailedRequest
        {
            Id = "0123456789abcdef",
            Message = new string('м', 40_000),
            Record = new RecordRef.Bitrix24(new("item:174"), new(9)),
            Flow = new FlowName("Проекты \"A/B\""),
            Lane = RequestLane.Bulk,
            Kind = FailureKind.OutcomeUnknown,
            Reason = "Notion did not answer",
            Attempts = 7,
            FirstFailedAt = Noon,
            LastFailedAt = Noon.AddMinutes(5),
            ParkedAt = Noon.AddMinutes(4),
        };

        Assert.True(await store.TryWriteAsync(failed, Cancelled));

        var read = await store.FindAsync(failed.Id, Cancelled);
        Assert.NotNull(read?.ETag);
        Assert.Equal(failed, read with { ETag = null });
        Assert.Equal([read], await store.ListAsync(Cancelled));
    }

    [Fact]
    public async Task TryWriteAsync_OnlyWhatIsRequired_IsReadBack()
    {
        var store = await CreateAsync();
        var failed = Failed("a", 0);

        Assert.True(await store.TryWriteAsync(failed, Cancelled));

        Assert.Equal(failed, (await store.FindAsync("a", Cancelled))! with { ETag = null });
    }

    [Fact]
    public async Task TryWriteAsync_TwoThatKnowNothingOfEachOther_TheFirstStands()
    {
        var store = await CreateAsync();

        Assert.True(await store.TryWriteAsync(Failed("a", 0) with { Reason = "first" }, Cancelled));
        Assert.False(await store.TryWriteAsync(Failed("a", 0) with { Reason = "second" }, Cancelled));

        Assert.Equal("first", (await store.FindAsync("a", Cancelled))?.Reason);
    }

    [Fact]
    public async Task TryWriteAsync_OverAVersionThatHasChanged_IsRefused()
    {
        var store = await CreateAsync();
        await store.TryWriteAsync(Failed("a", 0), Cancelled);
        var read = (await store.FindAsync("a", Cancelled))!;

        Assert.True(await store.TryWriteAsync(read with { Reason = "second" }, Cancelled));
        Assert.False(await store.TryWriteAsync(read with { Reason = "third" }, Cancelled));

        Assert.Equal("second", (await store.FindAsync("a", Cancelled))?.Reason);
    }

    [Fact]
    public async Task TryRemoveAsync_TheVersionRead_IsGoneAndCanBeWrittenAnew()
    {
        var store = await CreateAsync();
        await store.TryWriteAsync(Failed("a", 0), Cancelled);
        var read = (await store.FindAsync("a", Cancelled))!;

        Assert.True(await store.TryRemoveAsync(read, Cancelled));

        Assert.Null(await store.FindAsync("a", Cancelled));
        Assert.False(await store.TryRemoveAsync(read, Cancelled));
        Assert.False(await store.TryWriteAsync(read, Cancelled));
        Assert.True(await store.TryWriteAsync(Failed("a", 1), Cancelled));
    }

    [Fact]
    public async Task TryRemoveAsync_ChangedSince_Stays()
    {
        var store = await CreateAsync();
        await store.TryWriteAsync(Failed("a", 0), Cancelled);
        var read = (await store.FindAsync("a", Cancelled))!;
        await store.TryWriteAsync(read with { Attempts = 2 }, Cancelled);

        Assert.False(await store.TryRemoveAsync(read, Cancelled));

        Assert.Equal(2, (await store.FindAsync("a", Cancelled))?.Attempts);
    }

    [Fact]
    public async Task ListAsync_Several_TheLastFailureFirst()
    {
        var store = await CreateAsync();
        await store.TryWriteAsync(Failed("a", 2), Cancelled);
        await store.TryWriteAsync(Failed("b", 3) with { ParkedAt = Noon }, Cancelled);
        await store.TryWriteAsync(Failed("c", 1) with { ParkedAt = Noon }, Cancelled);

        Assert.Equal(["b", "a", "c"], (await store.ListAsync(Cancelled)).Select(failed => failed.Id));
    }

    private static FailedRequest Failed(string id, int minutes) => new()
    {
        Id = id,
        Message = "no request",
        Kind = FailureKind.Malformed,
        Reason = "no request",
        FirstFailedAt = Noon,
        LastFailedAt = Noon.AddMinutes(minutes),
    };
}
