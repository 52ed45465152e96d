using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Ports;

/// <summary>What a Bitrix24 portal can tell about itself. Failures are <see cref="RemoteException"/>s.</summary>
public interface IBitrix24Schema
{
    /// <summary>Asks who we are there: proves that the portal is reachable and the tokens are good.</summary>
    Task CheckAccessAsync(CancellationToken cancellationToken);

    /// <summary>The fields of an entity.</summary>
    Task<IReadOnlyList<Bitrix24Field>> ReadFieldsAsync(EntityType entity, CancellationToken cancellationToken);
}
