using Azure.Core;

namespace FunctionsSync.Connectors.Tests.Secrets;

/// <summary>An identity that asks nobody; remembers for what it was asked.</summary>
internal sealed class FakeCredential : TokenCredential
{
    private string? _scope;

    public string? Scope => _scope;

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        _scope = requestContext.Scopes.Single();
        return new(FakeKeyVault.Token, DateTimeOffset.MaxValue);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
