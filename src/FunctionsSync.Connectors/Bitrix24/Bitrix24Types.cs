using System.Text.Json;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>The portal's field types, in canonical terms. Source: https://apidocs.bitrix24.com/api-reference/crm/data-types.html.</summary>
internal static class Bitrix24Types
{
    public const string Integer = "integer";
    public const string Status = "crm_status";
    public const string Enumeration = "enumeration";
    public const string Currency = "crm_currency";
    public const string Company = "crm_company";
    public const string Contact = "crm_contact";
    public const string Lead = "crm_lead";
    public const string Crm = "crm";
    public const string Money = "money";
    public const string Address = "address";
    public const string File = "file";

    /// <summary>A field of our own making: the address of the record in the portal.</summary>
    public const string RecordLink = "link to the record";

    /// <summary>Fields whose text is BBCode. Source: https://apidocs.bitrix24.com/api-reference/crm/deals/crm-deal-fields.html.</summary>
    private static readonly string[] MarkupFields = ["COMMENTS", "DESCRIPTION"];

    /// <summary>What one value of the type is; null for a type that is not synchronised.</summary>
    public static ValueKind? KindOf(string type, string name) => type switch
    {
        "string" or "text" => MarkupFields.Contains(name) ? ValueKind.FormattedText : ValueKind.Text,
        Address or File => ValueKind.Text,
        Integer or "double" => ValueKind.Number,
        Money => ValueKind.Money,
        "boolean" or "char" => ValueKind.Flag,
        "date" => ValueKind.Date,
        "datetime" => ValueKind.DateAndTime,
        Status or Enumeration or Currency => ValueKind.Choice,
        "user" or "employee" => ValueKind.Person,
        Company or Contact or Lead or Crm => ValueKind.Reference,
        "url" or RecordLink => ValueKind.Link,
        _ => null,
    };

    /// <summary>What a list of such values is.</summary>
    public static ValueKind? ListOf(ValueKind? item) => item switch
    {
        ValueKind.Choice => ValueKind.Choices,
        ValueKind.Person => ValueKind.People,
        ValueKind.Reference => ValueKind.References,
        null or ValueKind.Flag or ValueKind.FormattedText => null,
        _ => ValueKind.Several,
    };

    /// <summary>The entity a reference of the type points at; null where every value names its own.</summary>
    public static EntityType? EntityOf(string type, JsonElement settings) => type switch
    {
        Company => EntityType.Company,
        Contact => EntityType.Contact,
        Lead => EntityType.Lead,
        Crm => OnlyAllowed(settings),
        _ => null,
    };

    /// <summary>A field for one kind of record holds ids without a prefix.</summary>
    private static EntityType? OnlyAllowed(JsonElement settings)
    {
        var allowed = settings.ValueKind == JsonValueKind.Object
            ? settings.EnumerateObject().Where(kind => PhpJson.Text(kind.Value) == "Y").Select(kind => kind.Name).ToList()
            : [];
        return allowed is [var only] && only is "DEAL" or "LEAD" or "CONTACT" or "COMPANY" ? new EntityType(allowed[0].ToLowerInvariant()) : null;
    }
}
