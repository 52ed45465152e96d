namespace FunctionsSync.Simulators.Bitrix24.Access;

/// <remarks><c>HopsLeft</c>: fewer than the full number for a token an event brought.</remarks>
internal sealed record AccessToken(string Value, int UserId, DateTimeOffset ExpiresAt, int HopsLeft);
