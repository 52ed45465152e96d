namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>A pair the authorization server handed out. Refreshing kills both at once.</summary>
public sealed record IssuedTokens(string AccessToken, string RefreshToken, DateTimeOffset ExpiresAt, int UserId);
