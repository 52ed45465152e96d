using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;
using FunctionsSync.Testing;

namespace FunctionsSync.Cli.Tests.Commands;

/// <summary><c>functionssync serve</c>, rightly installed beside two simulated systems; a test then spoils something.</summary>
public abstract class ServeCommandTest(AzuriteFixture azurite) : IAsyncLifetime
{
    private TwoSystems? _systems;
    private Installation? _installation;

    protected static CancellationToken Ended => TestContext.Current.CancellationToken;

    protected TwoSystems Systems => _systems ?? throw new InvalidOperationException("Not started.");

    protected Installation Installation => _installation ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        await azurite.RequireAsync(Ended);
        _systems = await TwoSystems.StartAsync(new Bitrix24SimulatorOptions(), new NotionSimulatorOptions(), Ended);
        _installation = await Installation.CreateAsync(_systems, azurite.NewAccount(), Ended);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _installation?.Dispose();
        if (_systems is not null)
            await _systems.DisposeAsync();
    }

    protected Task<CommandRun> ServeAsync() => CommandRun.RunAsync(Installation, "serve", "--port", "0");
}
