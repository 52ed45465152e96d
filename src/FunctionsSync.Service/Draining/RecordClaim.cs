using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Draining;

/// <summary>
/// Keeps a record with one worker at a time: whoever first replaces the mapping row of the version it has read may write. A worker that dies
/// leaves a claim that runs out.
/// </summary>
public sealed class RecordClaim(IMappingStore mappings, TimeProvider timeProvider)
{
    /// <summary>How long one attempt waits for its answer: longer than a system works on it.</summary>
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(80);

    /// <summary>
    /// What one write takes at worst: a pause that Notion asks for, up to 60 s, and then an attempt that is answered in the last of its 80 s. A
    /// write that outlived its claim could put an old value over one that the next worker has brought across.
    /// </summary>
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(60) + LongestAttempt;

    private static readonly TimeSpan Duration = LongestWrite + TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a system may work on a request of which nobody hears any more. Notion gives up after 55 to 60 s; Bitrix24 tells no limit, and
    /// answers within seconds. Source: https://developers.notion.com/reference/status-codes.
    /// </summary>
    private static readonly TimeSpan LongestWork = TimeSpan.FromSeconds(60);

    /// <summary>A worker is done with a record in less than a second, as a rule.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Later = TimeSpan.FromSeconds(10);

    public DateTimeOffset NewExpiry => timeProvider.GetUtcNow() + Duration;

    public bool IsTaken(RecordMapping mapping) => mapping.ClaimedUntil > timeProvider.GetUtcNow();

    /// <summary>
    /// When to ask again for a record that is taken. A young claim ends any moment. An old one waits for a write that nobody has heard of, or belongs
    /// to a worker that died: it is of no use to ask all the time.
    /// </summary>
    public TimeSpan AskAgainIn(RecordMapping taken)
    {
        var left = (taken.ClaimedUntil ?? DateTimeOffset.MinValue) - timeProvider.GetUtcNow();
        return left > LongestAttempt || left < Soon ? Soon : left < Later ? left : Later;
    }

    /// <summary>Null when the row has changed since it was read: somebody else has the record, or has just had it.</summary>
    public Task<RecordMapping?> TakeAsync(RecordMapping mapping, CancellationToken cancellationToken) =>
        mappings.TryUpdateAsync(mapping with { ClaimedUntil = NewExpiry }, cancellationToken);

    /// <summary>Makes sure that the claim outlasts one more write. Null when somebody else has the record by now.</summary>
    public async Task<RecordMapping?> ExtendAsync(RecordMapping claimed, CancellationToken cancellationToken) =>
        claimed.ClaimedUntil - timeProvider.GetUtcNow() >= LongestWrite ? claimed : await TakeAsync(claimed, cancellationToken);

    /// <summary>
    /// Begins a scope in which nothing is sent that could outlive the claim, however long what comes before it takes, or that rests on a reading
    /// that is too old by then.
    /// </summary>
    public static RequestScope Bound(RecordMapping claimed, Snapshot? read = null)
    {
        DateTimeOffset?[] ends = [claimed.ClaimedUntil - LongestAttempt, read?.MayBeWrittenUntil];
        return RequestScope.Until(ends.Min());
    }

    /// <summary>Lets the next worker in at once.</summary>
    public Task ReleaseAsync(RecordMapping claimed, CancellationToken cancellationToken) =>
        mappings.TryUpdateAsync(claimed with { ClaimedUntil = null }, cancellationToken);

    /// <summary>
    /// Lets the next worker in: at once where nothing can have been written, and else when the write that nobody heard of has been carried out if it
    /// ever is. Before that, looking shows nothing, and what is written then may be overwritten by it.
    /// </summary>
    /// <param name="claimed">The row as it is to be left. One that has moved on since is left as it is.</param>
    /// <param name="exception">What became of the write.</param>
    /// <param name="cancellationToken">Ends the attempt; the claim runs out by itself.</param>
    /// <param name="lag">How long what was written may then not be seen yet.</param>
    public Task ReleaseAsync(RecordMapping claimed, RemoteException exception, CancellationToken cancellationToken, TimeSpan lag = default)
    {
        var now = timeProvider.GetUtcNow();
        var isWritten = (exception.SentAt ?? now) + LongestWork;
        DateTimeOffset? until = exception.Failure == RemoteFailure.OutcomeUnknown ? (isWritten > now ? isWritten : now) + lag : null;
        return mappings.TryUpdateAsync(claimed with { ClaimedUntil = until }, cancellationToken);
    }
}
