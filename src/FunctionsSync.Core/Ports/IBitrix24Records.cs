using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Core.Ports;

/// <summary>Bitrix24 records as reconciliation sees them. Failures are <see cref="RemoteException"/>s.</summary>
public interface IBitrix24Records
{
    /// <summary>Null when the record does not exist or cannot be seen.</summary>
    Task<Snapshot?> ReadAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken);

    /// <summary>One write of all values; none at all when every one of them was refused.</summary>
    Task<WriteAnswer> UpdateAsync(Flow flow, Bitrix24Id id, IReadOnlyDictionary<FieldKey, CanonicalValue> values, CancellationToken cancellationToken);
}
