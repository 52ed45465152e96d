using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;
using FunctionsSync.Testing;

namespace FunctionsSync.Load;

/// <summary>Processes of <c>functionssync serve</c> over one storage account, between two simulated systems over real HTTP.</summary>
internal sealed class Workers : IAsyncDisposable
{
    private const int MostStarts = 3;

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);

    private readonly Installation _installation;
    private readonly int _port = FreePort();
    private readonly List<RunningProgram> _running = [];

    private Workers(TwoSystems systems, Installation installation) => (Systems, _installation) = (systems, installation);

    public TwoSystems Systems { get; }

    /// <summary>Of the processes that are started from now on.</summary>
    public Dictionary<string, string?> Settings => _installation.Settings;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public static async Task<Workers> PrepareAsync(AzuriteFixture azurite, NotionSimulatorOptions notion, Bitrix24SimulatorOptions bitrix24)
    {
        await azurite.RequireAsync(Ended);
        var systems = await TwoSystems.StartAsync(bitrix24, notion, Ended);
        return new(systems, await Installation.CreateAsync(systems, azurite.NewAccount(), Ended));
    }

    /// <summary>Starts a process. The first one takes the portal's events, also when it is started again.</summary>
    public async Task StartAsync()
    {
        var port = _running.Count == 0 ? _port : 0;
        for (var attempt = 1; ; attempt++)
        {
            var worker = await RunningProgram.StartDotnetAsync(
                "functionssync.dll", ["serve", "--port", port.ToString(CultureInfo.InvariantCulture)], _installation.Folder, Settings);
            if (await worker.PrintsAsync("Ctrl+C ends it.", StartPatience, Ended))
            {
                _running.Add(worker);
                return;
            }

            // Storage did not answer in time on a machine that does all this at once: a service manager starts it again.
            await worker.DisposeAsync();
            Assert.True(attempt < MostStarts, $"The program ended {attempt} times instead of serving. It printed:\n{worker.Output}{worker.Errors}");
        }
    }

    /// <summary>Runs a command of the program beside the workers, and returns what it printed.</summary>
    public async Task<string> RunAsync(params IReadOnlyList<string> arguments)
    {
        await using var command = await RunningProgram.StartDotnetAsync("functionssync.dll", arguments, _installation.Folder, Settings);
        var code = await command.WaitForExitAsync(TimeSpan.FromMinutes(10), Ended);
        Assert.True(code == 0, $"functionssync {string.Join(' ', arguments)} ended with {code}:\n{command.Output}{command.Errors}");
        return command.Output;
    }

    public Task BindAsync() => RunAsync("bind", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"));

    /// <summary>Everything the running processes printed.</summary>
    public string Printed => string.Join('\n', _running.Select(worker => worker.Output + worker.Errors));

    /// <summary>kill -9: no process gets to tidy anything up.</summary>
    public async Task KillAsync()
    {
        foreach (var worker in _running)
        {
            await worker.DisposeAsync();
        }

        _running.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await Systems.DisposeAsync();
        _installation.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
