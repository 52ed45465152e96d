using System.Security.Cryptography;
using Xunit;

namespace FunctionsSync.Testing;

/// <summary>
/// One Azurite for a test assembly, in memory, on free loopback ports. Declare it with <c>[assembly: AssemblyFixture(typeof(AzuriteFixture))]</c>;
/// it starts with the first test that asks for it.
/// </summary>
public class AzuriteFixture : IAsyncLifetime
{
    private const string Account = "functionssync";

    /// <summary>Azurite learns its accounts when it starts.</summary>
    private const int SpareAccounts = 64;

    /// <summary>Between finding free ports and listening on them somebody else may take one.</summary>
    private const int Attempts = 3;

    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
    private readonly SemaphoreSlim _starting = new(1);
    private AzuriteProcess? _process;
    private int _spareTaken;

    /// <summary>The connection string of a storage account nobody else uses, once <see cref="RequireAsync"/> returned.</summary>
    public string ConnectionString => ConnectionStringOf(Account);

    /// <summary>Where Azurite keeps everything; null for in memory.</summary>
    protected virtual string? Folder => null;

    /// <summary>The connection string of an empty storage account of its own, for a test of the whole product: its tables and queues have
    /// fixed names. Await <see cref="RequireAsync"/> first.</summary>
    public string NewAccount()
    {
        var number = Interlocked.Increment(ref _spareTaken);
        return number <= SpareAccounts
            ? ConnectionStringOf(SpareAccount(number))
            : throw new InvalidOperationException($"All {SpareAccounts} spare accounts are taken: raise their number.");
    }

    /// <summary>Makes sure that Azurite runs; skips the running test where Node is missing (with CI=true: fails it).</summary>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        await NodePackages.RequireAsync(cancellationToken);
        await _starting.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; _process is null; attempt++)
            {
                try
                {
                    _process = await AzuriteProcess.StartAsync(Accounts(), Folder, cancellationToken);
                }
                catch (InvalidOperationException) when (attempt < Attempts)
                {
                }
            }
        }
        finally
        {
            _starting.Release();
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _starting.Dispose();
        GC.SuppressFinalize(this);
    }

    private static string SpareAccount(int number) => $"{Account}{number}";

    private string Accounts() =>
        string.Join(';', Enumerable.Range(1, SpareAccounts).Select(SpareAccount).Prepend(Account).Select(account => $"{account}:{_key}"));

    private string ConnectionStringOf(string account)
    {
        var (blob, queue, table) = _process?.Ports ?? throw new InvalidOperationException("Await RequireAsync first: it starts Azurite.");
        return $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={_key};"
            + $"BlobEndpoint=http://127.0.0.1:{blob}/{account};"
            + $"QueueEndpoint=http://127.0.0.1:{queue}/{account};"
            + $"TableEndpoint=http://127.0.0.1:{table}/{account};";
    }
}
