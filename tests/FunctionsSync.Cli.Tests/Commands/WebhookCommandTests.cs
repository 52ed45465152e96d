using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Intake;
using FunctionsSync.Testing;

namespace FunctionsSync.Cli.Tests.Commands;

public sealed class WebhookCommandTests : IDisposable
{
    private const string Token = "secret_4711";

    private readonly TemporaryFolder _folder = new();
    private readonly FileSecretStore _secrets;
    private readonly NotionSubscription _service;

    public WebhookCommandTests()
    {
        _secrets = new(Path.Combine(_folder.Path, ".secrets"));
        _service = new(_secrets, TimeProvider.System);
    }

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    private Dictionary<string, string?> Settings { get; } = new() { ["AzureWebJobsStorage"] = null, ["KeyVault__Uri"] = null, ["SecretsPath"] = null };

    public void Dispose()
    {
        _service.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Show_NothingHasArrived_SaysWhatToDo()
    {
        var run = await RunAsync("webhook", "show");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("/api/notion/events", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_TokenHasArrived_PrintsItAloneOnStandardOutput()
    {
        Assert.True(await _service.OfferAsync(Token, Ended));

        var run = await RunAsync("webhook", "show");

        Assert.Equal((0, Token + "\n"), (run.ExitCode, run.Output));
        Assert.Contains("Verify subscription", run.Errors, StringComparison.Ordinal);
        await _service.ActivateAsync(Ended);
        Assert.Equal(Token, await _secrets.ReadAsync(SecretNames.NotionWebhookToken, Ended));
    }

    [Fact]
    public async Task Show_SubscriptionInUse_DoesNotPrintItsToken()
    {
        await _secrets.WriteAsync(SecretNames.NotionWebhookToken, Token, Ended);

        var run = await RunAsync("webhook", "show");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("in use", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, run.Output + run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replace_SubscriptionInUse_LetsTheNextTokenWait()
    {
        await _secrets.WriteAsync(SecretNames.NotionWebhookToken, "secret_old", Ended);
        Assert.Equal(0, (await RunAsync("webhook", "replace")).ExitCode);

        Assert.True(await _service.OfferAsync(Token, Ended));

        Assert.Equal(Token + "\n", (await RunAsync("webhook", "show")).Output);
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.RunAsync(arguments, _folder.Path, Settings);
}
