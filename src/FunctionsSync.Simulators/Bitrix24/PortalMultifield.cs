namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>A phone, an e-mail address or the like of a contact, a company or a lead: one entry of its <c>fm</c>.</summary>
/// <remarks>
/// <c>Id</c>: the portal gives it; 0 in what is entered.
/// <c>TypeId</c>: PHONE, EMAIL, WEB, IM or LINK.
/// <c>ValueType</c>: WORK, HOME, MOBILE, MAILING, OTHER.
/// </remarks>
public sealed record PortalMultifield(string TypeId, string Value, string ValueType = "WORK", int Id = 0);
