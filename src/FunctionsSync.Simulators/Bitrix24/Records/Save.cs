namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>Who saves, when and by which way.</summary>
/// <remarks><c>UserId</c>: null for a robot.</remarks>
internal sealed record Save(int? UserId, DateTimeOffset At, SaveWay Way);
