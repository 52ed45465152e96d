namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>The kinds of records the portal knows.</summary>
internal static class Definitions
{
    public const int DealTypeId = 2;
    public const int CompanyTypeId = 4;

    public static EntityDefinition Deal(DealRules rules) => new(DealTypeId, "deal", rules,
    [
        Fixed("ID", "id", FieldTypes.Integer, "ID"),
        Fixed("DATE_CREATE", "createdTime", FieldTypes.DateTime, "Created on"),
        Fixed("DATE_MODIFY", "updatedTime", FieldTypes.DateTime, "Modified on"),
        Fixed("CREATED_BY_ID", "createdBy", FieldTypes.User, "Created by"),
        Fixed("MODIFY_BY_ID", "updatedBy", FieldTypes.User, "Modified by"),
        new("ASSIGNED_BY_ID", "assignedById", FieldTypes.User, "Responsible person"),
        new("OPENED", "opened", FieldTypes.Flag, "Available to everyone"),
        new("LEAD_ID", "leadId", FieldTypes.Lead, "Lead") { ReadOnly = true },
        new("COMPANY_ID", "companyId", FieldTypes.Company, "Company"),
        new("CONTACT_ID", "contactId", FieldTypes.Contact, "Contact"),
        new("CONTACT_IDS", "contactIds", FieldTypes.Contact, "Contacts") { Multiple = true },
        new("QUOTE_ID", "quoteId", FieldTypes.Quote, "Estimate") { ReadOnly = true },
        new("TITLE", "title", FieldTypes.Line, "Name"),
        new("CATEGORY_ID", "categoryId", FieldTypes.Category, "Pipeline") { Immutable = true },
        new("STAGE_ID", "stageId", FieldTypes.Status, "Stage") { StatusType = "DEAL_STAGE" },
        Fixed("STAGE_SEMANTIC_ID", "stageSemanticId", FieldTypes.Line, "Stage group"),
        Fixed("IS_NEW", "isNew", FieldTypes.Flag, "New deal"),
        new("IS_RECURRING", "isRecurring", FieldTypes.Flag, "Recurring deal"),
        new("IS_RETURN_CUSTOMER", "isReturnCustomer", FieldTypes.Flag, "Repeat deal"),
        new("IS_REPEATED_APPROACH", "isRepeatedApproach", FieldTypes.Flag, "Repeat inquiry"),
        Fixed("CLOSED", "closed", FieldTypes.Flag, "Closed"),
        new("TYPE_ID", "typeId", FieldTypes.Status, "Type") { StatusType = "DEAL_TYPE" },
        new("OPPORTUNITY", "opportunity", FieldTypes.Amount, "Total"),
        new("IS_MANUAL_OPPORTUNITY", "isManualOpportunity", FieldTypes.Flag, "Amount calculation mode"),
        new("TAX_VALUE", "taxValue", FieldTypes.Amount, "Tax rate"),
        new("CURRENCY_ID", "currencyId", FieldTypes.Currency, "Currency"),
        new("PROBABILITY", "probability", FieldTypes.Integer, "Probability"),
        new("COMMENTS", "comments", FieldTypes.Text, "Comment"),
        new("BEGINDATE", "begindate", FieldTypes.Date, "Start date"),
        new("CLOSEDATE", "closedate", FieldTypes.Date, "End date"),
        new("LOCATION_ID", "locationId", FieldTypes.Line, "Location"),
        new("SOURCE_ID", "sourceId", FieldTypes.Status, "Source") { StatusType = "SOURCE" },
        new("SOURCE_DESCRIPTION", "sourceDescription", FieldTypes.Text, "Source information"),
        new("ORIGINATOR_ID", "originatorId", FieldTypes.Line, "External source"),
        new("ORIGIN_ID", "originId", FieldTypes.Line, "Item ID in data source"),
        new("ADDITIONAL_INFO", "additionalInfo", FieldTypes.Text, "Additional information"),
        Fixed("MOVED_BY_ID", "movedBy", FieldTypes.User, "Moved by"),
        Fixed("MOVED_TIME", "movedTime", FieldTypes.DateTime, "Moved on"),
        Fixed("LAST_ACTIVITY_BY", "lastActivityBy", FieldTypes.User, "Last timeline activity by"),
        Fixed("LAST_ACTIVITY_TIME", "lastActivityTime", FieldTypes.DateTime, "Last activity"),
        // Present in every answer and always null.
        Fixed("IS_WORK", "isWork", FieldTypes.Line, "In work"),
        Fixed("IS_WON", "isWon", FieldTypes.Line, "Won"),
        Fixed("IS_LOSE", "isLose", FieldTypes.Line, "Lost"),
        new("UTM_SOURCE", "utmSource", FieldTypes.Line, "UTM Source"),
        new("UTM_MEDIUM", "utmMedium", FieldTypes.Line, "UTM Medium"),
        new("UTM_CAMPAIGN", "utmCampaign", FieldTypes.Line, "UTM Campaign"),
        new("OBSERVERS", "observers", FieldTypes.User, "Observers") { Multiple = true },
    ]);

    public static EntityDefinition Company() => new(CompanyTypeId, "company", new CompanyRules(),
    [
        Fixed("ID", "id", FieldTypes.Integer, "ID"),
        Fixed("DATE_CREATE", "createdTime", FieldTypes.DateTime, "Created on"),
        Fixed("DATE_MODIFY", "updatedTime", FieldTypes.DateTime, "Modified on"),
        Fixed("CREATED_BY_ID", "createdBy", FieldTypes.User, "Created by"),
        Fixed("MODIFY_BY_ID", "updatedBy", FieldTypes.User, "Modified by"),
        new("ASSIGNED_BY_ID", "assignedById", FieldTypes.User, "Responsible person"),
        new("OPENED", "opened", FieldTypes.Flag, "Available to everyone"),
        new("TITLE", "title", FieldTypes.Line, "Company name") { Required = true },
        new("COMPANY_TYPE", "typeId", FieldTypes.Status, "Company type") { StatusType = "COMPANY_TYPE" },
        new("COMMENTS", "comments", FieldTypes.Text, "Comment"),
        new("ORIGINATOR_ID", "originatorId", FieldTypes.Line, "External source"),
        new("ORIGIN_ID", "originId", FieldTypes.Line, "Item ID in data source"),
    ]);

    private static FieldDefinition Fixed(string name, string itemName, FieldType type, string title) =>
        new(name, itemName, type, title) { ReadOnly = true };
}
