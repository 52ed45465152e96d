using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace FunctionsSync.Connectors.Tests.Secrets;

/// <summary>
/// The part of the vault's REST interface the product uses, below the real client: the challenge of the first request, then
/// GET and PUT of a secret; see https://learn.microsoft.com/rest/api/keyvault/secrets. Throws on everything else.
/// </summary>
internal sealed class FakeKeyVault : HttpMessageHandler
{
    public const string Token = "token-of-the-identity";

    private readonly ConcurrentDictionary<string, string> _secrets = new(StringComparer.OrdinalIgnoreCase);

    public static Uri Address { get; } = new("https://acme.vault.azure.net/");

    /// <summary>Answers every request with this refusal instead; null to work.</summary>
    public (HttpStatusCode Status, string Code)? Refusal { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization?.Parameter != Token)
        {
            return Challenge();
        }

        if (Refusal is { } refusal)
        {
            return Error(refusal.Status, refusal.Code);
        }

        var name = request.RequestUri?.Segments is ["/", "secrets/", var segment, ..] ? segment.TrimEnd('/')
            : throw new InvalidOperationException($"Nobody expected {request.Method} {request.RequestUri}.");
        if (request.Method == HttpMethod.Put && request.Content is not null)
        {
            var body = await request.Content.ReadFromJsonAsync<JsonObject>(cancellationToken);
            _secrets[name] = (string?)body?["value"] ?? throw new InvalidOperationException("A secret is set with a value.");
        }
        else if (request.Method != HttpMethod.Get)
        {
            throw new InvalidOperationException($"Nobody expected {request.Method} {request.RequestUri}.");
        }

        return _secrets.TryGetValue(name, out var value)
            ? new(HttpStatusCode.OK) { Content = JsonContent.Create(new { value, id = $"{Address}secrets/{name}/1", attributes = new { enabled = true } }) }
            : Error(HttpStatusCode.NotFound, "SecretNotFound");
    }

    private static HttpResponseMessage Challenge() => new(HttpStatusCode.Unauthorized)
    {
        Headers =
        {
            {
                "WWW-Authenticate",
                "Bearer authorization=\"https://login.microsoftonline.com/22222222-2222-2222-2222-222222222222\", resource=\"https://vault.azure.net\""
            },
        },
    };

    private static HttpResponseMessage Error(HttpStatusCode status, string code) =>
        new(status) { Content = JsonContent.Create(new { error = new { code, message = $"The vault says {code}." } }) };
}
