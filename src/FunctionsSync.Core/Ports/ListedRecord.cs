using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Ports;

/// <summary>A record as a listing shows it.</summary>
/// <param name="Id">The record.</param>
/// <param name="EditedAt">When it was last edited, by Bitrix24's clock.</param>
public sealed record ListedRecord(Bitrix24Id Id, DateTimeOffset EditedAt);
