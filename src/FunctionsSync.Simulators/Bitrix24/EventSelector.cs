namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>Says which of the coming events something is done to.</summary>
public sealed class EventSelector : Selection<OutgoingEvent>;
