using System.Net.Http.Json;
using System.Text.Json;
using FunctionsSync.Testing;

namespace FunctionsSync.Scenarios;

/// <summary>The demo as a user starts it: <c>functionssync</c> without a command, in a process of its own.</summary>
internal sealed class DemoProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder;
    private readonly HttpClient _http;

    private DemoProgram(TemporaryFolder folder, RunningProgram program)
    {
        (_folder, Program) = (folder, program);
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
    }

    public RunningProgram Program { get; }

    /// <summary>The address of the page, as the program printed it.</summary>
    public Uri Page => Printed("Open");

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public static async Task<DemoProgram> StartAsync(int port)
    {
        var folder = new TemporaryFolder();
        var arguments = new[] { "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        var program = await RunningProgram.StartDotnetAsync("functionssync.dll", arguments, folder.Path, new Dictionary<string, string?>());
        await program.WaitForOutputAsync("Ctrl+C ends it.", Patience, Ended);
        return new(folder, program);
    }

    /// <summary>How many requests of each system could have changed its records so far.</summary>
    public async Task<(int Bitrix24, int Notion)> CountWritesAsync() =>
        (await CountWritesAsync(Printed("Bitrix24"), "isWrite"), await CountWritesAsync(Printed("Notion"), "is_write"));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Program.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<int> CountWritesAsync(Uri system, string flag)
    {
        var requests = await _http.GetFromJsonAsync<JsonElement>(new Uri(system, "control/requests"), Ended);
        return requests.EnumerateArray().Count(request => request.GetProperty(flag).GetBoolean());
    }

    private Uri Printed(string name) =>
        new(Program.Output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Single(words => words.Length > 1 && words[0] == name && words[1].StartsWith("http:", StringComparison.Ordinal))[1]);
}
