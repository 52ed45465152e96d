namespace FunctionsSync.Core.Ports;

/// <summary>What only one instance may do at a time. A holder that dies is overtaken once its lease has run out.</summary>
public interface ILeases
{
    /// <summary>Null while somebody else holds it.</summary>
    /// <param name="name">What it is for.</param>
    /// <param name="duration">How long it is held at the most: longer than the work takes at worst.</param>
    /// <param name="cancellationToken">Ends the attempt; the lease may then be held until it runs out.</param>
    Task<Lease?> TryTakeAsync(string name, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Lets others take it at once. One that has been overtaken meanwhile stays with its new holder.</summary>
    Task ReleaseAsync(Lease lease, CancellationToken cancellationToken);
}
