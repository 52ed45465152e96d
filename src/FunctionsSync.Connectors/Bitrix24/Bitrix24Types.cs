using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>The portal's field types, in canonical terms. Source: https://apidocs.bitrix24.com/api-reference/crm/data-types.html.</summary>
internal static class Bitrix24Types
{
    public const string Status = "crm_status";
    public const string Company = "crm_company";

    /// <summary>Null for a type that is not synchronised.</summary>
    public static ValueKind? KindOf(string type) => type switch
    {
        "string" or "text" => ValueKind.Text,
        "integer" or "double" => ValueKind.Number,
        "date" => ValueKind.Date,
        "datetime" => ValueKind.DateAndTime,
        Status => ValueKind.Choice,
        "user" or "employee" => ValueKind.Person,
        Company => ValueKind.Reference,
        _ => null,
    };
}
