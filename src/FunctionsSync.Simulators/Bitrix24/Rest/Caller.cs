namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>Who calls.</summary>
/// <remarks><c>IsApplication</c>: by OAuth; otherwise through an inbound webhook.</remarks>
internal sealed record Caller(PortalUser User, bool IsApplication, int HopsLeft);
