namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>An event on its way to a handler.</summary>
/// <remarks><c>Form</c>: keys in PHP bracket notation, in the order they are sent.</remarks>
public sealed record OutgoingEvent(
    string Name, int? ItemId, Uri Handler, DateTimeOffset DueAt, IReadOnlyList<KeyValuePair<string, string>> Form);
