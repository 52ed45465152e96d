namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>Columns several kinds of records have.</summary>
internal static class Columns
{
    public static IReadOnlyList<FieldDefinition> Common { get; } =
    [
        Fixed("ID", "id", FieldTypes.Integer, "ID"),
        Fixed("DATE_CREATE", "createdTime", FieldTypes.DateTime, "Created on"),
        Fixed("DATE_MODIFY", "updatedTime", FieldTypes.DateTime, "Modified on"),
        Fixed("CREATED_BY_ID", "createdBy", FieldTypes.User, "Created by"),
        Fixed("MODIFY_BY_ID", "updatedBy", FieldTypes.User, "Modified by"),
        new("ASSIGNED_BY_ID", "assignedById", FieldTypes.User, "Responsible person"),
        new("OPENED", "opened", FieldTypes.Flag, "Available to everyone"),
        new("OBSERVERS", "observers", FieldTypes.User, "Observers") { Multiple = true, ItemOnly = true },
        Fixed("LAST_ACTIVITY_BY", "lastActivityBy", FieldTypes.User, "Last timeline activity by"),
        Fixed("LAST_ACTIVITY_TIME", "lastActivityTime", FieldTypes.DateTime, "Last activity"),
        new("UTM_SOURCE", "utmSource", FieldTypes.Line, "UTM Source"),
        new("UTM_MEDIUM", "utmMedium", FieldTypes.Line, "UTM Medium"),
        new("UTM_CAMPAIGN", "utmCampaign", FieldTypes.Line, "UTM Campaign"),
    ];

    public static IReadOnlyList<FieldDefinition> Client { get; } =
    [
        new("COMPANY_ID", "companyId", FieldTypes.Company, "Company"),
        new("CONTACT_ID", "contactId", FieldTypes.Contact, "Contact"),
        new("CONTACT_IDS", "contactIds", FieldTypes.Contact, "Contacts") { Multiple = true, ItemOnly = true },
    ];

    public static IReadOnlyList<FieldDefinition> Amount { get; } =
    [
        new("OPPORTUNITY", "opportunity", FieldTypes.Amount, "Total"),
        new("IS_MANUAL_OPPORTUNITY", "isManualOpportunity", FieldTypes.Flag, "Amount calculation mode"),
        new("CURRENCY_ID", "currencyId", FieldTypes.Currency, "Currency"),
    ];

    public static IReadOnlyList<FieldDefinition> Source { get; } =
    [
        new("SOURCE_ID", "sourceId", FieldTypes.Status, "Source") { StatusType = "SOURCE" },
        new("SOURCE_DESCRIPTION", "sourceDescription", FieldTypes.Text, "Source information"),
    ];

    public static IReadOnlyList<FieldDefinition> Origin { get; } =
    [
        new("ORIGINATOR_ID", "originatorId", FieldTypes.Line, "External source"),
        new("ORIGIN_ID", "originId", FieldTypes.Line, "Item ID in data source"),
    ];

    public static IReadOnlyList<FieldDefinition> Person { get; } =
    [
        new("HONORIFIC", "honorific", FieldTypes.Status, "Salutation") { StatusType = "HONORIFIC" },
        new("NAME", "name", FieldTypes.Line, "First name"),
        new("SECOND_NAME", "secondName", FieldTypes.Line, "Second name"),
        new("LAST_NAME", "lastName", FieldTypes.Line, "Last name"),
        new("BIRTHDATE", "birthdate", FieldTypes.Date, "Date of birth"),
        new("POST", "post", FieldTypes.Line, "Position"),
    ];

    public static IReadOnlyList<FieldDefinition> Multifields { get; } =
    [
        Fixed("HAS_PHONE", "hasPhone", FieldTypes.Flag, "Phone specified"),
        Fixed("HAS_EMAIL", "hasEmail", FieldTypes.Flag, "E-mail specified"),
        new("FM", "fm", FieldTypes.Multifield, "Multifields") { Multiple = true, ItemOnly = true },
    ];

    public static IReadOnlyList<FieldDefinition> Moved { get; } =
    [
        Fixed("MOVED_BY_ID", "movedBy", FieldTypes.User, "Moved by"),
        Fixed("MOVED_TIME", "movedTime", FieldTypes.DateTime, "Moved on"),
    ];

    public static FieldDefinition Fixed(string name, string itemName, FieldType type, string title) =>
        new(name, itemName, type, title) { ReadOnly = true };
}
