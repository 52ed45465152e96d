using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace FunctionsSync.Infra.Tests;

/// <summary>
/// The Bicep command line that the build restored, run once as a JSON-RPC server: starting it takes most of the time of any one command.
/// Frames are those of the Language Server Protocol. Calls are made one after the other.
/// </summary>
internal sealed class Bicep : IDisposable
{
    private static readonly string? s_program = typeof(Bicep).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "BicepProgram").Value;

    private readonly Process _process = Process.Start(new ProcessStartInfo(s_program!, ["jsonrpc", "--stdio"])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    private int _lastId;

    /// <summary>False where the package holds no program for this machine.</summary>
    public static bool Runs => !string.IsNullOrEmpty(s_program);

    /// <summary>Compiles and lints one file: the template, and what the compiler and the linter said.</summary>
    public async Task<(JsonNode Template, JsonArray Diagnostics)> CompileAsync(string path, CancellationToken cancellationToken)
    {
        var result = await CallAsync("bicep/compile", new JsonObject { ["path"] = path }, cancellationToken);
        var contents = result["contents"]?.GetValue<string>()
            ?? throw new InvalidOperationException($"{path} does not compile: {result["diagnostics"]}");
        return (JsonNode.Parse(contents)!, result["diagnostics"]!.AsArray());
    }

    /// <summary>Evaluates a parameter file and its template as far as that is possible without Azure.</summary>
    public async Task<Deployment> EvaluateAsync(string path, CancellationToken cancellationToken)
    {
        var scope = new JsonObject
        {
            ["subscriptionId"] = "11111111-1111-1111-1111-111111111111",
            ["resourceGroup"] = "rg-functionssync",
            ["location"] = "westeurope",
        };
        var result = await CallAsync("bicep/getSnapshot", new JsonObject { ["path"] = path, ["metadata"] = scope }, cancellationToken);
        return Deployment.Parse(result["snapshot"]!.GetValue<string>());
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private async Task<JsonNode> CallAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        var request = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = ++_lastId,
            ["method"] = method,
            ["params"] = new JsonArray(parameters),
        };
        await RpcFrame.WriteAsync(_process.StandardInput.BaseStream, request, cancellationToken);
        var answer = await RpcFrame.ReadAsync(_process.StandardOutput.BaseStream, cancellationToken);
        return answer["result"] ?? throw new InvalidOperationException($"{method} failed: {answer["error"]}");
    }
}
