using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Flows;

namespace FunctionsSync.Service;

/// <summary>Asks both systems who we are and whether the flows fit, before any work begins.</summary>
public sealed class StartupCheck(IBitrix24Schema bitrix24, INotionSchema notion, FlowCatalog flows)
{
    /// <exception cref="ConfigurationException">A setting, a secret or a flow is missing or wrong.</exception>
    /// <exception cref="RemoteException">A system refused us, or could not be reached.</exception>
    public async Task<IReadOnlyList<Flow>> RunAsync(CancellationToken cancellationToken)
    {
        await bitrix24.CheckAccessAsync(cancellationToken);
        await notion.CheckAccessAsync(cancellationToken);
        return await flows.GetAsync(cancellationToken);
    }

    /// <summary>What can be asked before Bitrix24 has given us any tokens.</summary>
    /// <exception cref="ConfigurationException">A setting or a secret is missing or wrong.</exception>
    /// <exception cref="RemoteException">Notion refused us, or could not be reached.</exception>
    public Task BeforeInstallationAsync(CancellationToken cancellationToken) => notion.CheckAccessAsync(cancellationToken);
}
