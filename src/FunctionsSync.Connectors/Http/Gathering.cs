namespace FunctionsSync.Connectors.Http;

/// <summary>Calls that go out together. Open until whoever sends them closes it, as late as possible.</summary>
public sealed class Gathering<TKey, TValue> : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _abandoned = new();
    private readonly TaskCompletionSource _passed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<GatheredCall<TKey, TValue>> _calls;
    private bool _isClosed;
    private bool _isOver;

    internal Gathering(GatheredCall<TKey, TValue> first)
    {
        _calls = [first];
        Abandoned = _abandoned.Token;
    }

    /// <summary>Ends when nobody waits for an answer any more.</summary>
    internal CancellationToken Abandoned { get; }

    /// <summary>The next group may be sent.</summary>
    internal Task Passed => _passed.Task;

    /// <summary>Nobody joins from here on.</summary>
    /// <returns>The calls to answer; those whose callers gave up are not among them.</returns>
    public IReadOnlyList<GatheredCall<TKey, TValue>> Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            return [.. _calls.Where(call => !call.Answer.IsCompleted)];
        }
    }

    /// <summary>Lets the next group go before all calls of this one are answered.</summary>
    public void LetNextGo()
    {
        Close();
        _passed.TrySetResult();
    }

    /// <summary>The group has been sent, or given up: then its token is still being told, and not taken away.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return;
            }

            _isOver = true;
        }

        _abandoned.Dispose();
    }

    internal bool TryAdd(GatheredCall<TKey, TValue> call, int most)
    {
        lock (_lock)
        {
            if (_isClosed || _calls.Count >= most)
            {
                return false;
            }

            _calls.Add(call);
            return true;
        }
    }

    internal void Abandon(GatheredCall<TKey, TValue> call, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            call.Cancel(cancellationToken);
            if (_isOver || _calls.Exists(each => !each.Answer.IsCompleted))
            {
                return;
            }

            (_isClosed, _isOver) = (true, true);
        }

        _abandoned.Cancel();
    }

    internal void FailRest(Exception exception)
    {
        foreach (var call in Close())
        {
            call.Fail(exception);
        }
    }
}
