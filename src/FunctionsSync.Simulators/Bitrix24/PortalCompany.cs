namespace FunctionsSync.Simulators.Bitrix24;

public sealed record PortalCompany(int Id, string Title);
