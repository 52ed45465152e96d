using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Polling;

/// <summary>
/// What the catch-up has enqueued already, so that the overlap of its listings is not enqueued twice. Gone with the process, and forgotten as a
/// whole when it would grow too large: then records are looked at once more.
/// </summary>
internal sealed class EnqueuedChanges
{
    private const int Most = 20_000;

    /// <summary>Edit times have whole seconds, and one of the same second may have been stored a little after we read.</summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<(FlowName Flow, Bitrix24Id Id), DateTimeOffset> _edits = [];

    public bool Has(FlowName flow, ListedRecord record)
    {
        lock (_gate)
        {
            return _edits.TryGetValue((flow, record.Id), out var editedAt) && editedAt == record.EditedAt;
        }
    }

    /// <param name="flow">Whose request was enqueued.</param>
    /// <param name="record">The record.</param>
    /// <param name="readAt">When it was listed, by the clock of its edit time.</param>
    public void Add(FlowName flow, ListedRecord record, DateTimeOffset readAt)
    {
        if (readAt < record.EditedAt + Doubt)
        {
            return;
        }

        lock (_gate)
        {
            if (_edits.Count >= Most)
            {
                _edits.Clear();
            }

            _edits[(flow, record.Id)] = record.EditedAt;
        }
    }

    /// <summary>What is before <paramref name="since"/> is not listed again.</summary>
    public void Forget(FlowName flow, DateTimeOffset since)
    {
        lock (_gate)
        {
            foreach (var (key, editedAt) in _edits)
            {
                if (key.Flow == flow && editedAt < since)
                {
                    _edits.Remove(key);
                }
            }
        }
    }
}
