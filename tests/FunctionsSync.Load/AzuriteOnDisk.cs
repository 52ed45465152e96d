using FunctionsSync.Testing;

namespace FunctionsSync.Load;

/// <summary>
/// Azurite as people run it. In memory it looks through all messages it ever had once a minute, and after tens of thousands it answers nobody for up
/// to a minute meanwhile: that would be measured instead.
/// </summary>
public sealed class AzuriteOnDisk : AzuriteFixture
{
    private readonly TemporaryFolder _folder = new();

    protected override string Folder => _folder.Path;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
