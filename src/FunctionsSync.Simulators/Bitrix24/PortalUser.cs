namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>An employee of the portal.</summary>
/// <remarks><c>TimeZoneOffset</c>: null: the server's. The classic methods shift written times by the difference between the two.</remarks>
public sealed record PortalUser(
    int Id, string Name, string LastName, string Email, bool Active, bool IsAdmin = false, TimeSpan? TimeZoneOffset = null)
{
    public string FullName => $"{Name} {LastName}".Trim();
}
