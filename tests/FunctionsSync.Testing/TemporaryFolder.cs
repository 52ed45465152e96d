namespace FunctionsSync.Testing;

/// <summary>A new empty folder that is gone at the end.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("functionssync-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
