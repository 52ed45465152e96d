using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Ports;

/// <summary>What changed in Bitrix24, as listings show it: deletions they do not show. Failures are <see cref="RemoteException"/>s.</summary>
public interface IBitrix24Changes
{
    /// <summary>The records of an entity that were edited at or after an instant, by id: one request, and one answer, for every fifty.</summary>
    /// <param name="entity">Which records.</param>
    /// <param name="since">By the portal's clock.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>At least one answer, which may hold no record.</returns>
    IAsyncEnumerable<ChangedRecords> ListAsync(EntityType entity, DateTimeOffset since, CancellationToken cancellationToken);
}
