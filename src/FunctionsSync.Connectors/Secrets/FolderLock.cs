namespace FunctionsSync.Connectors.Secrets;

/// <summary>Holds a folder against other writers, in this process and in others. The system lets go of it when a process dies.</summary>
internal static class FolderLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <returns>Dispose it to let go.</returns>
    /// <exception cref="IOException">Somebody else held the lock for too long.</exception>
    public static async Task<IAsyncDisposable> TakeAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "lock");
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path) && TimeProvider.System.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }
}
