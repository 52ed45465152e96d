using System.Collections.Concurrent;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Draining;

/// <summary>Tells once, in the journal, of each field that takes no part for now, and why: the record it was first noticed on stands for all.</summary>
public sealed class SuspendedFields(IJournal journal, TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<(FlowName Flow, FieldKey Field, string Reason), bool> _told = new();

    public async Task ReportAsync(FlowName flow, Bitrix24Id id, IEnumerable<KeyValuePair<FieldKey, string>> suspended, CancellationToken cancellationToken)
    {
        foreach (var (field, reason) in suspended)
        {
            if (_told.TryAdd((flow, field, reason), true))
            {
                await journal.AppendAsync(
                    new()
                    {
                        At = timeProvider.GetUtcNow(),
                        Kind = JournalKind.Held,
                        Flow = flow,
                        Bitrix24Id = id,
                        Fields = [field.Value],
                        Reason = $"suspended, all other fields go on: {reason}",
                    },
                    cancellationToken);
            }
        }
    }
}
