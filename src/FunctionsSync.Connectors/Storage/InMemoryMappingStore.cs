using System.Globalization;
using System.Runtime.CompilerServices;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>Mappings for tests and the demo, gone with the process.</summary>
public sealed class InMemoryMappingStore : IMappingStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(FlowName Flow, Bitrix24Id Id), RecordMapping> _rows = [];
    private readonly Dictionary<(FlowName Flow, PageId Page), Bitrix24Id> _pages = [];
    private long _version;

    public Task<RecordMapping?> FindAsync(FlowName flow, Bitrix24Id id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult(_rows.GetValueOrDefault((flow, id)));
        }
    }

    public Task<RecordMapping?> FindAsync(FlowName flow, PageId page, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var found = _pages.TryGetValue((flow, page), out var id) ? _rows.GetValueOrDefault((flow, id)) : null;
            return Task.FromResult(found?.PageId == page ? found : null);
        }
    }

    public Task<RecordMapping?> TryAddAsync(RecordMapping mapping, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult(_rows.ContainsKey((mapping.Flow, mapping.Bitrix24Id)) ? null : Store(mapping));
        }
    }

    public Task<RecordMapping?> TryUpdateAsync(RecordMapping mapping, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var version = MappingVersion.Of(mapping);
        lock (_lock)
        {
            var isCurrent = _rows.TryGetValue((mapping.Flow, mapping.Bitrix24Id), out var stored) && stored.ETag == version;
            return Task.FromResult(isCurrent ? Store(mapping) : null);
        }
    }

    public async IAsyncEnumerable<RecordMapping> ListAsync(FlowName flow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RecordMapping[] rows;
        lock (_lock)
        {
            rows = [.. _rows.Values.Where(row => row.Flow == flow)];
        }

        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return await Task.FromResult(row);
        }
    }

    private RecordMapping? Store(RecordMapping mapping)
    {
        var stored = mapping with { ETag = (++_version).ToString(CultureInfo.InvariantCulture) };
        _rows[(mapping.Flow, mapping.Bitrix24Id)] = stored;
        if (mapping.PageId is { } page)
        {
            _pages[(mapping.Flow, page)] = mapping.Bitrix24Id;
        }

        return stored;
    }
}
