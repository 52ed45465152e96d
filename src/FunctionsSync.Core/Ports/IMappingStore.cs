using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Ports;

/// <summary>The stored pairs of ids. One Bitrix24 record has at most one row per flow, whoever races for it.</summary>
public interface IMappingStore
{
    Task<RecordMapping?> FindAsync(FlowName flow, Bitrix24Id id, CancellationToken cancellationToken);

    /// <summary>The mapping whose page this is; null also when the mapping has meanwhile moved to another page.</summary>
    Task<RecordMapping?> FindAsync(FlowName flow, PageId page, CancellationToken cancellationToken);

    /// <summary>Stores a new row; null when the record already has one in this flow.</summary>
    Task<RecordMapping?> TryAddAsync(RecordMapping mapping, CancellationToken cancellationToken);

    /// <summary>Replaces the row of the same version and returns it with its new one; null when somebody else was first, or the row is gone.</summary>
    Task<RecordMapping?> TryUpdateAsync(RecordMapping mapping, CancellationToken cancellationToken);

    /// <summary>Every mapping of a flow, in no order.</summary>
    IAsyncEnumerable<RecordMapping> ListAsync(FlowName flow, CancellationToken cancellationToken);
}
