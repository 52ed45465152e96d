using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators.Bitrix24;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

/// <summary>Several instances of the service, each composed for itself, that share a portal, a secret store and leases.</summary>
internal sealed class Instances : IAsyncDisposable
{
    private readonly List<ServiceProvider> _all = [];

    /// <param name="portal">What they share.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="clock">Real time where one waits for another: a clock that skips waits would outrun the one who works.</param>
    /// <param name="leases">Their leases, by the same clock.</param>
    public Instances(Portal portal, int count, TimeProvider clock, ILeases leases)
    {
        var budgets = new InMemoryBudgetStore();
        foreach (var _ in Enumerable.Range(0, count))
        {
            _all.Add(new ServiceCollection()
                .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(portal.Log))
                .AddSingleton(clock)
                .AddSingleton<ISecretStore>(portal.Secrets)
                .AddSingleton(leases)
                .AddSingleton<IBudgetStore>(budgets)
                .AddBitrix24(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
                {
                    ["Bitrix24:PortalUrl"] = portal.Simulator.BaseAddress.AbsoluteUri,
                    ["Bitrix24:OAuthUrl"] = portal.Simulator.BaseAddress.AbsoluteUri,
                    ["Bitrix24:ClientId"] = new Bitrix24SimulatorOptions().ClientId,
                }).Build())
                .BuildServiceProvider());
        }
    }

    public Instances(Portal portal, int count)
        : this(portal, count, TimeProvider.System, new InMemoryLeases(TimeProvider.System))
    {
    }

    public IReadOnlyList<IBitrix24Schema> Schemas => [.. _all.Select(instance => instance.GetRequiredService<IBitrix24Schema>())];

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _all)
        {
            await instance.DisposeAsync();
        }
    }
}
