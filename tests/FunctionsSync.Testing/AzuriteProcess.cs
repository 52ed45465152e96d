using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace FunctionsSync.Testing;

/// <summary>A running Azurite; disposing it ends it.</summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    /// <summary>Ends Azurite with the pipe to us: also when this process is killed.</summary>
    private const string EndWithParent = "process.stdin.resume().on('end', () => process.exit()); require(process.argv[1]);";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private volatile bool _isEnding;

    private AzuriteProcess(Process process, AzuritePorts ports)
    {
        _process = process;
        Ports = ports;
        process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        process.Exited += (_, _) => TellIfUnexpected();
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public AzuritePorts Ports { get; }

    /// <param name="accounts">The accounts it serves and their keys, as <c>name:key;name:key</c>.</param>
    /// <param name="folder">Where it keeps everything; null for in memory.</param>
    /// <param name="cancellationToken">Ends the attempt, and the process with it.</param>
    /// <exception cref="InvalidOperationException">It ended, or did not listen in time; the message carries what it printed.</exception>
    public static async Task<AzuriteProcess> StartAsync(string accounts, string? folder, CancellationToken cancellationToken)
    {
        var ports = AzuritePorts.FindFree();
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = NodePackages.TestsFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["AZURITE_ACCOUNTS"] = accounts },
            ArgumentList =
            {
                "-e", EndWithParent, "--", Path.Combine(NodePackages.TestsFolder, "node_modules", "azurite", "dist", "src", "azurite.js"),
                "--silent", "--disableTelemetry", "--skipApiVersionCheck",
            },
        };
        foreach (var argument in folder is null ? ["--inMemoryPersistence"] : new[] { "--location", folder })
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (service, port) in new[] { ("blob", ports.Blob), ("queue", ports.Queue), ("table", ports.Table) })
        {
            start.ArgumentList.Add($"--{service}Host");
            start.ArgumentList.Add(IPAddress.Loopback.ToString());
            start.ArgumentList.Add($"--{service}Port");
            start.ArgumentList.Add(port.ToString(CultureInfo.InvariantCulture));
        }

        var azurite = new AzuriteProcess(Process.Start(start) ?? throw new InvalidOperationException("node did not start."), ports);
        try
        {
            await azurite.WaitUntilListeningAsync(cancellationToken);
            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isEnding = true;
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    /// <summary>Whatever needs it fails from now on, and not because of what is tested.</summary>
    private void TellIfUnexpected()
    {
        if (!_isEnding)
        {
            Console.Error.WriteLine($"Azurite ended by itself. It said:\n{string.Join('\n', _output)}");
        }
    }

    /// <summary>Until it says so itself: at a port that somebody else has taken meanwhile, something answers as well.</summary>
    private async Task WaitUntilListeningAsync(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        foreach (var service in new[] { "Blob", "Queue", "Table" })
        {
            while (!_output.Any(line => line.StartsWith($"Azurite {service} service is successfully listening", StringComparison.Ordinal)))
            {
                if (_process.HasExited || TimeProvider.System.GetElapsedTime(began) > Patience)
                {
                    throw new InvalidOperationException(
                        $"Azurite's {service} service did not listen on the loopback address. It said:\n{string.Join('\n', _output)}");
                }

                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }
}
