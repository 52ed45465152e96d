namespace FunctionsSync.Connectors.Http;

/// <summary>
/// Calls that go out together when several wait: one group at a time. Who finds nobody waiting leads a group and sends at once; who comes while a
/// group is on its way gathers in the next, which its own first caller leads. Nobody waits for callers who may never come, and no work runs but
/// that of the callers.
/// </summary>
/// <param name="most">The most calls of one group.</param>
/// <param name="send">
/// Sends a group: closes it, answers each of its calls, and never throws for the fault of one of them. What it throws goes to every call that it
/// has not answered. Its token ends only when all callers have given up.
/// </param>
public sealed class GatheredCalls<TKey, TValue>(int most, Func<Gathering<TKey, TValue>, CancellationToken, Task> send)
{
    private readonly Lock _lock = new();
    private Gathering<TKey, TValue>? _open;
    private Task _last = Task.CompletedTask;

    /// <summary>The answer to one call. Giving up leaves the others of the group alone.</summary>
    public async Task<TValue> GetAsync(TKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (group, call, before) = Join(key);
        using var giveUp = cancellationToken.UnsafeRegister(_ => group.Abandon(call, cancellationToken), null);
        if (before is not null)
        {
            // Never fails: what goes wrong is the answer to the calls. A leader that gives up leaves the group to itself.
            try
            {
                await LeadAsync(group, before).WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                group.Abandon(call, cancellationToken);
                throw;
            }
        }

        return await call.Answer;
    }

    /// <summary>The group to go with; <c>Before</c> is what its leader waits for, and null for everybody else.</summary>
    private (Gathering<TKey, TValue> Group, GatheredCall<TKey, TValue> Call, Task? Before) Join(TKey key)
    {
        var call = new GatheredCall<TKey, TValue>(key);
        lock (_lock)
        {
            if (_open is { } open && open.TryAdd(call, most))
            {
                return (open, call, null);
            }

            var (group, before) = (new Gathering<TKey, TValue>(call), _last);
            (_open, _last) = (group, group.Passed);
            return (group, call, before);
        }
    }

    private async Task LeadAsync(Gathering<TKey, TValue> group, Task before)
    {
        try
        {
            await before;
            group.Abandoned.ThrowIfCancellationRequested();
            await send(group, group.Abandoned);
            group.FailRest(new InvalidOperationException("A gathered call was left without an answer."));
        }
        catch (Exception exception)
        {
            group.FailRest(exception);
        }
        finally
        {
            group.LetNextGo();
            group.Dispose();
        }
    }
}
