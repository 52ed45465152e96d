using FunctionsSync.Connectors.Tests.Bitrix24;
using FunctionsSync.Connectors.Tests.Notion;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Connectors.Tests;

/// <summary>The outside systems, simulated over HTTP, with the product's own connector to each.</summary>
internal static class The
{
    public static Task<Portal> Portal(
        Func<Bitrix24SimulatorOptions, Bitrix24SimulatorOptions>? options = null,
        Action<IServiceCollection>? services = null,
        params (string Name, string Value)[] settings) =>
        Tests.Bitrix24.Portal.StartAsync(options ?? (usual => usual), services ?? (_ => { }), settings);

    public static Task<Workspace> Workspace(
        Func<NotionSimulatorOptions, NotionSimulatorOptions>? options = null,
        Action<IServiceCollection>? services = null,
        UserOverrides? users = null,
        params (string Name, string Value)[] settings) =>
        Tests.Notion.Workspace.StartAsync(options ?? (usual => usual), services ?? (_ => { }), users ?? UserOverrides.None, settings);
}
