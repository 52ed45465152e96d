namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>What one call needs: a token, and the portal it is good for.</summary>
internal sealed record Bitrix24Access(string Token, Uri Portal)
{
    public override string ToString() => $"access to {Portal}";
}
