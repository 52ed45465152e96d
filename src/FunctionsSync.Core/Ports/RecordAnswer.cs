using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Ports;

/// <summary>What came of reading one record among several.</summary>
/// <param name="Snapshot">What it says; null when it does not exist.</param>
/// <param name="Failure">Why it could not be read; null when it could.</param>
public sealed record RecordAnswer(Snapshot? Snapshot, RemoteException? Failure = null)
{
    /// <summary>What the record says; null when it does not exist.</summary>
    /// <exception cref="RemoteException">It could not be read.</exception>
    public Snapshot? Read() => Failure is null ? Snapshot : throw Failure;
}
