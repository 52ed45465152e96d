namespace FunctionsSync.Core.Ports;

/// <summary>Where polls left off.</summary>
public interface ICursorStore
{
    Task<Cursor?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Stores the cursor over the version it was read as; false when somebody else was first, whose position then stands.</summary>
    Task<bool> TryWriteAsync(Cursor cursor, CancellationToken cancellationToken);
}
