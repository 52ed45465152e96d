namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>An event a save raises.</summary>
/// <param name="Suffix">What follows <c>ONCRMDEAL</c>.</param>
/// <param name="Data">Fields besides the id.</param>
internal sealed record RaisedEvent(string Suffix, params IReadOnlyList<KeyValuePair<string, string>> Data);
