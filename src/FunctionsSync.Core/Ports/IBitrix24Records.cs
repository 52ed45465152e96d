using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Core.Ports;

/// <summary>Bitrix24 records as reconciliation sees them. Failures are <see cref="RemoteException"/>s.</summary>
public interface IBitrix24Records
{
    /// <summary>Null when the record does not exist; lost access is a failure, not an absence.</summary>
    Task<Snapshot?> ReadAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken);

    /// <summary>The same for several records, in as few requests as the portal allows. One that cannot be read leaves the others alone.</summary>
    /// <returns>An answer to each, in the order they were asked for.</returns>
    async Task<IReadOnlyList<RecordAnswer>> ReadAsync(IReadOnlyList<(Flow Flow, Bitrix24Id Id)> records, CancellationToken cancellationToken)
    {
        var answers = new List<RecordAnswer>();
        foreach (var (flow, id) in records)
        {
            try
            {
                answers.Add(new(await ReadAsync(flow, id, cancellationToken)));
            }
            catch (RemoteException exception)
            {
                answers.Add(new(null, exception));
            }
        }

        return answers;
    }

    /// <summary>Whether the flow's filter accepts the record as it is now. The portal is asked: what a condition means is its own.</summary>
    Task<bool> AcceptsAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken);

    /// <summary>One write of all values; none at all when every one of them was refused.</summary>
    /// <param name="flow">Which fields there are, and how they are written.</param>
    /// <param name="id">The record.</param>
    /// <param name="before">The record as it was read just before.</param>
    /// <param name="values">The values to write, by field map.</param>
    /// <param name="cancellationToken">Ends the attempt; whether the write was carried out is then unknown.</param>
    Task<WriteAnswer> UpdateAsync(
        Flow flow, Bitrix24Id id, Snapshot before, IReadOnlyDictionary<FieldKey, CanonicalValue> values, CancellationToken cancellationToken);

    /// <summary>Every record of the flow's entity that the integration user may see, by id. A record that is not listed need not be deleted.</summary>
    IAsyncEnumerable<ListedRecord> ListAsync(Flow flow, CancellationToken cancellationToken);

    /// <summary>Deletes the record, into the portal's recycle bin where it has one. A record that does not exist counts as deleted.</summary>
    Task DeleteAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken);

    /// <summary>Writes one field, which need not be mapped; answers why Bitrix24 has no room for the value, or null.</summary>
    Task<string?> MarkAsync(Flow flow, Bitrix24Id id, Snapshot before, DeletionMark<Bitrix24Field> mark, CancellationToken cancellationToken);
}
