using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit;

namespace FunctionsSync.Testing;

/// <summary>A program that runs beside a test; disposing ends it together with whatever it started.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private RunningProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Add(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it printed so far.</summary>
    public string Output => Read(_output);

    /// <summary>What it printed so far on standard error.</summary>
    public string Errors => Read(_errors);

    /// <summary>Starts <c>dotnet program.dll</c> from the build output of the running tests.</summary>
    /// <param name="program">The file's name, such as <c>functionssync.dll</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Its working directory.</param>
    /// <param name="environment">Set on top of the environment of the tests; null removes a variable.</param>
    /// <param name="input">Its standard input, which then ends; null: none.</param>
    public static async Task<RunningProgram> StartDotnetAsync(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string?> environment, string? input = null)
    {
        var start = new ProcessStartInfo
        {
            FileName = OperatingSystem.IsLinux() ? "env" : "dotnet",
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (OperatingSystem.IsLinux())
        {
            // Tests that run in the background inherit an ignored SIGINT and would pass it on.
            start.ArgumentList.Add("--default-signal=INT");
            start.ArgumentList.Add("dotnet");
        }

        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, program));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var running = new RunningProgram(process);
        if (input is not null)
            await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        return running;
    }

    /// <summary>Waits until its output contains a text; the test fails when the program ends before, or takes longer.</summary>
    public async Task WaitForOutputAsync(string text, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (!await PrintsAsync(text, patience, cancellationToken))
            Assert.Fail($"The program ended with {_process.ExitCode} before it printed '{text}'. It printed:\n{Output}{Errors}");
    }

    /// <summary>Waits until its output contains a text, or it ends before that: then false. The test fails when both take longer.</summary>
    public async Task<bool> PrintsAsync(string text, TimeSpan patience, CancellationToken cancellationToken)
    {
        await Eventually.TrueAsync(
            $"the program prints '{text}'",
            () => Task.FromResult(Output.Contains(text, StringComparison.Ordinal) || _process.HasExited),
            patience,
            cancellationToken);
        return Output.Contains(text, StringComparison.Ordinal);
    }

    /// <summary>What Ctrl+C in a terminal does.</summary>
    public async Task InterruptAsync(CancellationToken cancellationToken)
    {
        var id = _process.Id.ToString(CultureInfo.InvariantCulture);
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-INT", id])) ?? throw new InvalidOperationException("kill did not start.");
        await kill.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits for its end and returns its exit code; the test fails when that takes longer.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            // Also waits for the end of its output.
            await _process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"The program still runs after {patience.TotalSeconds:0.#} s. It printed:\n{Output}{Errors}");
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private void Add(StringBuilder lines, string? line)
    {
        lock (_gate)
            lines.Append(line is null ? null : line + '\n');
    }

    private string Read(StringBuilder lines)
    {
        lock (_gate)
            return lines.ToString();
    }
}
