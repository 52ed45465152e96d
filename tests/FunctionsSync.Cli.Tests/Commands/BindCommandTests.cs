using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;
using FunctionsSync.Testing;

namespace FunctionsSync.Cli.Tests.Commands;

public sealed class BindCommandTests(AzuriteFixture azurite)
{
    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bind_Twice_SecondChangesNothing()
    {
        await azurite.RequireAsync(Ended);
        await using var systems = await TwoSystems.StartAsync(new Bitrix24SimulatorOptions(), new NotionSimulatorOptions(), Ended);
        using var installation = await Installation.CreateAsync(systems, azurite.NewAccount(), Ended);

        var first = await CommandRun.RunAsync(installation, "bind", "https://sync.example.com");
        Assert.Equal((0, "Bound ONCRMDEALADD, ONCRMDEALUPDATE, ONCRMDEALDELETE, ONCRMDEALMOVETOCATEGORY.\n", ""), (first.ExitCode, first.Output, first.Errors));
        var bound = BindCalls(systems);

        var second = await CommandRun.RunAsync(installation, "bind", "https://sync.example.com/");
        Assert.Equal((0, "Every event was bound already.\n", ""), (second.ExitCode, second.Output, second.Errors));
        Assert.Equal((4, 4), (bound, BindCalls(systems)));
        Assert.Equal("https://sync.example.com/api/bitrix24/events", await installation.Secrets.ReadAsync(SecretNames.Bitrix24Handler, Ended));
    }

    [Fact]
    public async Task Bind_PlainHttpAddress_Refused()
    {
        await using var systems = await TwoSystems.StartAsync(new Bitrix24SimulatorOptions(), new NotionSimulatorOptions(), Ended);
        using var installation = await Installation.CreateAsync(systems, "UseDevelopmentStorage=true", Ended);

        var run = await CommandRun.RunAsync(installation, "bind", "http://sync.example.com");

        run.AssertFailed(2, "https://");
    }

    private static int BindCalls(TwoSystems systems) => systems.Bitrix24.Requests.Entries.Count(request => request.Operation == "event.bind");
}
