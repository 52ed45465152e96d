namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>What reading or writing a value depends on besides the value.</summary>
/// <remarks>
/// <c>UserShift</c>: the caller's time zone minus the server's.
/// <c>NextId</c>: Numbers what a write creates: files, addresses.
/// </remarks>
internal sealed record ValueContext(TimeSpan ServerOffset, TimeSpan UserShift, Uri PortalAddress, string DefaultCurrency, Func<int> NextId);
