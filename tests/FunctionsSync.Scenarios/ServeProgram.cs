using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;
using FunctionsSync.Testing;

namespace FunctionsSync.Scenarios;

/// <summary><c>functionssync serve</c> in a process of its own, between two simulated systems whose events nobody has bound.</summary>
internal sealed class ServeProgram : IAsyncDisposable
{
    private const string Introduction = "Bitrix24 events: ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Installation _installation;
    private readonly RunningProgram _program;

    private ServeProgram(TwoSystems systems, Installation installation, RunningProgram program)
    {
        (Systems, _installation, _program) = (systems, installation, program);
        var storage = installation.Settings["AzureWebJobsStorage"];
        Queue = new(name => new QueueClient(storage, name));
        var line = program.Output.Split('\n').Single(line => line.StartsWith(Introduction, StringComparison.Ordinal));
        Events = new(line[Introduction.Length..].Split(". ")[0]);
    }

    public TwoSystems Systems { get; }

    /// <summary>Where events are posted, as the program printed it.</summary>
    public Uri Events { get; }

    public AzureSyncRequestQueue Queue { get; }

    /// <summary>Everything it printed and logged.</summary>
    public string Printed => _program.Output + _program.Errors;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public static async Task<ServeProgram> StartAsync(AzuriteFixture azurite)
    {
        await azurite.RequireAsync(Ended);
        var systems = await TwoSystems.StartAsync(new Bitrix24SimulatorOptions(), new NotionSimulatorOptions(), Ended);
        var installation = await Installation.CreateAsync(systems, azurite.NewAccount(), Ended);
        installation.Settings["NotionPollSchedule"] = Scenario.NeverInATest;
        installation.Settings["CatchUpSchedule"] = Scenario.NeverInATest;
        installation.Settings["ResyncSchedule"] = Scenario.NeverInATest;
        var program = await RunningProgram.StartDotnetAsync(
            "functionssync.dll", ["serve", "--port", "0"], installation.Folder, installation.Settings);
        await program.WaitForOutputAsync("Ctrl+C ends it.", Patience, Ended);
        return new(systems, installation, program);
    }

    /// <summary>The secrets the program works with, as they are now.</summary>
    public async Task<IReadOnlyList<string>> ReadSecretsAsync()
    {
        var tokens = JsonNode.Parse(await ReadSecretAsync(SecretNames.Bitrix24Tokens));
        return
        [
            await ReadSecretAsync(SecretNames.NotionToken),
            await ReadSecretAsync(SecretNames.Bitrix24ClientSecret),
            await ReadSecretAsync(SecretNames.Bitrix24ApplicationToken),
            tokens?["access_token"]?.GetValue<string>() ?? string.Empty,
            tokens?["refresh_token"]?.GetValue<string>() ?? string.Empty,
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        await Systems.DisposeAsync();
        _installation.Dispose();
    }

    private async Task<string> ReadSecretAsync(string name) => await _installation.Secrets.ReadAsync(name, Ended) ?? string.Empty;
}
