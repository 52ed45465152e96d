using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>Lets one instance at a time change the stored tokens, while the others wait for what it stores.</summary>
internal sealed partial class Bitrix24SingleFlight(ILeases leases, TimeProvider timeProvider, ILogger<Bitrix24SingleFlight> logger) : IDisposable
{
    public const string LeaseName = "bitrix24-tokens";

    /// <summary>Longer than one refresh and the saving of its pair take at worst.</summary>
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(3);

    /// <summary>A holder that died has been overtaken by then.</summary>
    private static readonly TimeSpan LongestWait = LeaseTime + TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    public void Dispose() => _oneAtATime.Dispose();

    /// <param name="find">Asked again and again: what somebody else has stored, or null as long as there is nothing.</param>
    /// <param name="work">Runs alone, after <paramref name="find"/> found nothing even so.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RemoteException">Somebody else holds the lease and does not get done.</exception>
    public async Task<Bitrix24Tokens> RunAsync(Func<Task<Bitrix24Tokens?>> find, Func<Task<Bitrix24Tokens>> work, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            for (var giveUpAt = timeProvider.GetUtcNow() + LongestWait; timeProvider.GetUtcNow() < giveUpAt;)
            {
                if (await find() is { } found)
                {
                    return found;
                }

                if (await leases.TryTakeAsync(LeaseName, LeaseTime, cancellationToken) is { } lease)
                {
                    return await RunAsync(lease, find, work);
                }

                await Task.Delay(LookAgain, timeProvider, cancellationToken);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }

        throw new RemoteException(RemoteFailure.Unreachable, "Another instance has been refreshing the tokens of the Bitrix24 portal for too long.");
    }

    private async Task<Bitrix24Tokens> RunAsync(Lease lease, Func<Task<Bitrix24Tokens?>> find, Func<Task<Bitrix24Tokens>> work)
    {
        try
        {
            return await find() ?? await work();
        }
        finally
        {
            await ReleaseAsync(lease);
        }
    }

    /// <summary>What was done counts, whether or not the lease can be given back: it runs out by itself.</summary>
    private async Task ReleaseAsync(Lease lease)
    {
        try
        {
            await leases.ReleaseAsync(lease, CancellationToken.None);
        }
        catch (Exception exception)
        {
            Log.NotReleased(logger, exception, lease.ExpiresAt);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The lease on the Bitrix24 tokens could not be released; it runs out at {At}.")]
        public static partial void NotReleased(ILogger logger, Exception exception, DateTimeOffset at);
    }
}
