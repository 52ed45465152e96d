using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Secrets;

public sealed class FileSecretStoreTests : SecretStoreContract, IDisposable
{
    private const string Value = "ntn_the-secret-itself";

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"functionssync-secrets-{Guid.NewGuid():N}");

    private string File => Path.Combine(_folder, "secrets.enc");

    private string Keys => Path.Combine(_folder, "keys");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    protected override ISecretStore Open() => new FileSecretStore(_folder);

    [Fact]
    public async Task ReadAsync_NothingStoredYet_CreatesNothing()
    {
        await Open().ReadAsync(SecretNames.NotionToken, Cancelled);

        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public async Task WriteAsync_Always_KeepsNameAndValueOutOfTheFile()
    {
        await Open().WriteAsync(SecretNames.NotionToken, Value, Cancelled);

        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            var text = await System.IO.File.ReadAllTextAsync(file, Cancelled);
            Assert.DoesNotContain(Value, text, StringComparison.Ordinal);
            Assert.DoesNotContain(SecretNames.NotionToken, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WriteAsync_OnUnix_LetsOnlyTheOwnerIn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes; the folder inherits its access list.");

        await Open().WriteAsync(SecretNames.NotionToken, Value, Cancelled);
        await Open().WriteAsync(SecretNames.NotionToken, Value, Cancelled);

        Assert.All([_folder, Keys], folder => Assert.Equal("700", Mode(folder)));
        Assert.All([File, .. Directory.GetFiles(Keys)], file => Assert.Equal("600", Mode(file)));
    }

    [Fact]
    public async Task WriteAsync_DiedBeforeTheReplacement_KeepsTheOldFileAndTheNextWriteWorks()
    {
        await Open().WriteAsync(SecretNames.NotionToken, Value, Cancelled);
        await System.IO.File.WriteAllTextAsync(File + ".new", "half a fi", Cancelled);

        Assert.Equal(Value, await Open().ReadAsync(SecretNames.NotionToken, Cancelled));
        await Open().WriteAsync(SecretNames.Bitrix24Tokens, "pair", Cancelled);

        Assert.Equal(Value, await Open().ReadAsync(SecretNames.NotionToken, Cancelled));
        Assert.Equal("pair", await Open().ReadAsync(SecretNames.Bitrix24Tokens, Cancelled));
    }

    [Fact]
    public async Task WriteAsync_SomebodyElseHoldsTheLock_WaitsForIt()
    {
        await Open().WriteAsync(SecretNames.NotionToken, Value, Cancelled);
        Task write;
        await using (await FolderLock.TakeAsync(_folder, Cancelled))
        {
            write = Open().WriteAsync(SecretNames.NotionToken, "later", Cancelled);
            Assert.Equal(Value, await Open().ReadAsync(SecretNames.NotionToken, Cancelled));
            Assert.False(write.IsCompleted);
        }

        await write;
        Assert.Equal("later", await Open().ReadAsync(SecretNames.NotionToken, Cancelled));
    }

    public static TheoryData<string> Accidents => ["keys gone", "keys of another", "truncated", "emptied", "bit flipped"];

    [Theory]
    [MemberData(nameof(Accidents))]
    public async Task Accident_NamesTheFileAndTheRemedyAndChangesNothing(string accident)
    {
        await Open().WriteAsync(SecretNames.NotionToken, Value, Cancelled);
        await HappenAsync(accident);
        var damaged = await System.IO.File.ReadAllBytesAsync(File, Cancelled);

        var onRead = await Assert.ThrowsAsync<ConfigurationException>(() => Open().ReadAsync(SecretNames.NotionToken, Cancelled));
        var onWrite = await Assert.ThrowsAsync<ConfigurationException>(() => Open().WriteAsync(SecretNames.NotionToken, "new", Cancelled));

        foreach (var refusal in new[] { onRead, onWrite })
        {
            Assert.Contains(File, refusal.Message, StringComparison.Ordinal);
            Assert.Contains("backup", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refusal.Message);
            Assert.DoesNotContain(Value, refusal.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(damaged, await System.IO.File.ReadAllBytesAsync(File, Cancelled));
    }

    private async Task HappenAsync(string accident)
    {
        var content = await System.IO.File.ReadAllTextAsync(File, Cancelled);
        switch (accident)
        {
            case "keys gone":
                Directory.Delete(Keys, recursive: true);
                return;
            case "keys of another":
                var other = _folder + "-other";
                await new FileSecretStore(other).WriteAsync(SecretNames.NotionToken, Value, Cancelled);
                Directory.Delete(Keys, recursive: true);
                Directory.Move(Path.Combine(other, "keys"), Keys);
                Directory.Delete(other, recursive: true);
                return;
            case "truncated":
                content = content[..(content.Length / 2)];
                break;
            case "emptied":
                content = "";
                break;
            case "bit flipped":
                content = content[..^10] + (content[^10] == 'A' ? 'B' : 'A') + content[^9..];
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(accident), accident, "No such accident.");
        }

        await System.IO.File.WriteAllTextAsync(File, content, Cancelled);
    }

    private static string Mode(string path) =>
        OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException() : Convert.ToString((int)System.IO.File.GetUnixFileMode(path), 8);
}
