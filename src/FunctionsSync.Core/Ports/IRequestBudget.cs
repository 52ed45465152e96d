namespace FunctionsSync.Core.Ports;

/// <summary>The requests one Notion connection may make, shared by everybody who uses it.</summary>
public interface IRequestBudget
{
    /// <summary>Takes the next free slot and says how long to wait for it. Every attempt takes one, also a retry.</summary>
    ValueTask<TimeSpan> ReserveAsync(CancellationToken cancellationToken);

    /// <summary>Nobody sends before <paramref name="until"/>: the system said that it has had enough.</summary>
    ValueTask PauseAsync(DateTimeOffset until, CancellationToken cancellationToken);
}
