using System.Text.Json;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>What <see cref="IBitrix24Records"/> needs of one family of methods.</summary>
internal interface IBitrix24Entity
{
    /// <summary>How a record and what comes with it are read.</summary>
    Bitrix24ReadCommand ReadCommand(Flow flow, Bitrix24Id id);

    /// <summary>The mapped fields of a record that was read.</summary>
    Task<Snapshot> SnapshotAsync(
        Flow flow, Bitrix24Id id, JsonElement record, IReadOnlyDictionary<RecordRef.Bitrix24, string> titles, CancellationToken cancellationToken);

    /// <inheritdoc cref="IBitrix24Records.UpdateAsync"/>
    Task<WriteAnswer> UpdateAsync(
        Flow flow, Bitrix24Id id, Snapshot before, IReadOnlyDictionary<FieldKey, CanonicalValue> values, CancellationToken cancellationToken);

    /// <inheritdoc cref="IBitrix24Records.AcceptsAsync"/>
    Task<bool> AcceptsAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken);

    /// <inheritdoc cref="IBitrix24Records.ListAsync"/>
    IAsyncEnumerable<ListedRecord> ListAsync(Flow flow, CancellationToken cancellationToken);

    /// <inheritdoc cref="IBitrix24Records.DeleteAsync"/>
    Task DeleteAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken);

    /// <inheritdoc cref="IBitrix24Records.MarkAsync"/>
    Task<string?> MarkAsync(Flow flow, Bitrix24Id id, Snapshot before, DeletionMark<Bitrix24Field> mark, CancellationToken cancellationToken);
}
