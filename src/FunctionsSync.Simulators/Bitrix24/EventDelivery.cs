namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>The one attempt to deliver an event.</summary>
/// <remarks>
/// <c>Status</c>: the handler's HTTP status; null when there was none.
/// <c>Failure</c>: why there was no answer; null when there was one, whatever its status.
/// </remarks>
public sealed record EventDelivery(DateTimeOffset At, string Event, int? ItemId, Uri Handler, int? Status, string? Failure);
