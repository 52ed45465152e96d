namespace FunctionsSync.Connectors.Http;

/// <summary>One call of a group. Only its first answer counts.</summary>
public sealed class GatheredCall<TKey, TValue>(TKey key)
{
    // The caller goes on by itself, not inside of whoever answers it.
    private readonly TaskCompletionSource<TValue> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TKey Key { get; } = key;

    internal Task<TValue> Answer => _answer.Task;

    public void Complete(TValue value) => _answer.TrySetResult(value);

    public void Fail(Exception exception) => _answer.TrySetException(exception);

    internal void Cancel(CancellationToken cancellationToken) => _answer.TrySetCanceled(cancellationToken);
}
