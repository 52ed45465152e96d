using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Budget;

/// <summary>The stored state of one budget as this process saw it last. One caller at a time.</summary>
internal sealed class BudgetRow(string name, BudgetLimits limits, IBudgetStore store, TimeProvider timeProvider)
{
    /// <summary>Beaten that often in a row, a caller lets the others go first.</summary>
    private const int MaxAttempts = 12;
    private static readonly TimeSpan LongestLead = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan NoLead = TimeSpan.FromMilliseconds(50);

    private StoredBudget? _stored;
    private BudgetState? _state;
    private bool _isContested;

    /// <summary>How long storing takes lately: a slot before that would be over when its turn comes. Zero where it takes next to nothing.</summary>
    public TimeSpan Lead { get; private set; }

    /// <summary>When the row was read or written last.</summary>
    public DateTimeOffset SeenAt { get; private set; } = DateTimeOffset.MinValue;

    public async Task<BudgetState> ReadAsync(CancellationToken cancellationToken)
    {
        (_stored, _state) = (null, null);
        var stored = await store.ReadAsync(name, cancellationToken) ?? new(name, BudgetText.Write(BudgetState.Unused));
        SeenAt = timeProvider.GetUtcNow();
        _state = BudgetText.Read(stored.State) ?? BudgetState.Spent(limits, SeenAt);
        _stored = stored;
        return _state;
    }

    /// <summary>Changes the state, from its newest version on.</summary>
    /// <param name="change">Gives the new state, or the same where nothing is to be stored. Called again when somebody else was first.</param>
    /// <param name="cancellationToken">Ends the attempt; the change may have been stored all the same.</param>
    /// <exception cref="RemoteException">Others were first each time.</exception>
    public async Task<BudgetState> ChangeAsync(Func<BudgetState, BudgetState> change, CancellationToken cancellationToken)
    {
        if (_isContested && _stored is { } known)
        {
            // Others were first the last time: looking costs less than being refused, until nobody has been first again.
            await ReadAsync(cancellationToken);
            _isContested = _stored?.ETag != known.ETag;
        }

        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var (before, stored) = (_state ?? await ReadAsync(cancellationToken), _stored);
            var after = change(before);
            if (after == before || stored is null)
            {
                return before;
            }

            // Unless the answer says otherwise, nobody knows what is stored.
            (_stored, _state) = (null, null);
            var began = timeProvider.GetTimestamp();
            var written = await store.TryWriteAsync(stored with { State = BudgetText.Write(after) }, cancellationToken);
            Lead = timeProvider.GetElapsedTime(began) is var took && took < NoLead ? TimeSpan.Zero : took < LongestLead ? took : LongestLead;
            if (written is not null)
            {
                SeenAt = timeProvider.GetUtcNow();
                (_stored, _state) = (written, after);
                return after;
            }

            _isContested = true;
        }

        throw new RemoteException(RemoteFailure.Overloaded, $"The row of the budget '{name}' was changed by others {MaxAttempts} times in a row.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };
    }
}
