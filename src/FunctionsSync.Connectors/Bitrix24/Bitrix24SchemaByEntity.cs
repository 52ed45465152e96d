using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>Tasks are described by methods of their own, all other entities by the universal ones.</summary>
internal sealed class Bitrix24SchemaByEntity(Bitrix24Schema items, Bitrix24TaskSchema tasks) : IBitrix24Schema
{
    public Task CheckAccessAsync(CancellationToken cancellationToken) => items.CheckAccessAsync(cancellationToken);

    public Task<IReadOnlyList<Bitrix24Field>> ReadFieldsAsync(EntityType entity, CancellationToken cancellationToken) =>
        entity == EntityType.Task ? tasks.ReadFieldsAsync(cancellationToken) : items.ReadFieldsAsync(entity, cancellationToken);
}
