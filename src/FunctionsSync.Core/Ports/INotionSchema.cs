using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Ports;

/// <summary>What a Notion workspace can tell about itself. Failures are <see cref="RemoteException"/>s.</summary>
public interface INotionSchema
{
    /// <summary>Asks who we are there: proves that Notion is reachable and the token is good.</summary>
    Task CheckAccessAsync(CancellationToken cancellationToken);

    /// <summary>The data sources of a database: most databases have exactly one.</summary>
    Task<IReadOnlyList<DataSourceId>> ReadDataSourcesAsync(Guid database, CancellationToken cancellationToken);

    /// <summary>The properties of a data source.</summary>
    Task<IReadOnlyList<NotionProperty>> ReadPropertiesAsync(DataSourceId dataSource, CancellationToken cancellationToken);
}
