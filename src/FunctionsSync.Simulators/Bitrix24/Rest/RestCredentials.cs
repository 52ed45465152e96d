namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>What a call proves itself with.</summary>
internal abstract record RestCredentials
{
    private RestCredentials()
    {
    }

    public sealed record None : RestCredentials;

    public sealed record Token(string AccessToken) : RestCredentials;

    public sealed record Webhook(int UserId, string Secret) : RestCredentials;
}
