using System.Collections.Concurrent;
using System.Globalization;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>Cursors for tests and the demo, gone with the process.</summary>
public sealed class InMemoryCursorStore : ICursorStore
{
    private readonly ConcurrentDictionary<string, Cursor> _cursors = new(StringComparer.Ordinal);
    private long _version;

    public Task<Cursor?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_cursors.GetValueOrDefault(name));
    }

    public Task<bool> TryWriteAsync(Cursor cursor, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var next = cursor with { ETag = Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture) };
        return Task.FromResult(
            cursor.ETag is null
                ? _cursors.TryAdd(cursor.Name, next)
                : _cursors.TryGetValue(cursor.Name, out var stored)
                    && stored.ETag == cursor.ETag
                    && _cursors.TryUpdate(cursor.Name, next, stored));
    }
}
