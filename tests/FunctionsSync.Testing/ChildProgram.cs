using System.Diagnostics;

namespace FunctionsSync.Testing;

/// <summary>A program that runs to its end beside a test, with everything it printed.</summary>
/// <param name="ExitCode">0 where it went well.</param>
/// <param name="Output">Standard output, then standard error.</param>
public sealed record ChildProgram(int ExitCode, string Output)
{
    /// <summary>Runs a program to its end; cancelling ends it together with whatever it started.</summary>
    public static async Task<ChildProgram> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string folder,
        IReadOnlyDictionary<string, string>? environment,
        CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new ChildProgram(process.ExitCode, await output + await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
