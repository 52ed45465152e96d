using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Ports;

/// <summary>An event of the portal.</summary>
/// <param name="Name">In upper case: <c>ONCRMDEALUPDATE</c>.</param>
/// <param name="Id">The record's id; null for an event that names none.</param>
/// <param name="EntityTypeId">The number of the smart process it is about; null for anything else.</param>
public sealed record OfflineEvent(string Name, Bitrix24Id? Id, string? EntityTypeId);
