using static FunctionsSync.Simulators.Bitrix24.Records.Columns;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>The kinds of records the portal knows.</summary>
internal static class Definitions
{
    public const int LeadTypeId = 1;
    public const int DealTypeId = 2;
    public const int ContactTypeId = 3;
    public const int CompanyTypeId = 4;

    /// <summary>The numbers from which on a kind is a smart process.</summary>
    public const int FirstSmartProcessTypeId = 128;

    public static EntityDefinition Deal(DealRules rules) => new(DealTypeId, "deal", rules,
    [
        .. Common,
        .. Client,
        .. Amount,
        .. Source,
        .. Origin,
        .. Moved,
        new("LEAD_ID", "leadId", FieldTypes.Lead, "Lead") { ReadOnly = true },
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
        new("TAX_VALUE", "taxValue", FieldTypes.Amount, "Tax rate"),
        new("PROBABILITY", "probability", FieldTypes.Integer, "Probability"),
        new("COMMENTS", "comments", FieldTypes.Text, "Comment"),
        new("BEGINDATE", "begindate", FieldTypes.Date, "Start date"),
        new("CLOSEDATE", "closedate", FieldTypes.Date, "End date"),
        new("LOCATION_ID", "locationId", FieldTypes.Line, "Location"),
        new("ADDITIONAL_INFO", "additionalInfo", FieldTypes.Text, "Additional information"),
        // Present in every answer and always null.
        Fixed("IS_WORK", "isWork", FieldTypes.Line, "In work") with { ItemOnly = true },
        Fixed("IS_WON", "isWon", FieldTypes.Line, "Won") with { ItemOnly = true },
        Fixed("IS_LOSE", "isLose", FieldTypes.Line, "Lost") with { ItemOnly = true },
    ]);

    public static EntityDefinition Lead(LeadRules rules) => new(LeadTypeId, "lead", rules,
    [
        .. Common,
        .. Client,
        .. Amount,
        .. Source,
        .. Origin,
        .. Moved,
        .. Person,
        .. Multifields,
        new("TITLE", "title", FieldTypes.Line, "Lead name"),
        new("COMPANY_TITLE", "companyTitle", FieldTypes.Line, "Company name"),
        new("STATUS_ID", "stageId", FieldTypes.Status, "Stage") { StatusType = "STATUS" },
        new("STATUS_DESCRIPTION", "statusDescription", FieldTypes.Text, "Stage information"),
        Fixed("STATUS_SEMANTIC_ID", "stageSemanticId", FieldTypes.Line, "Stage group"),
        Fixed("DATE_CLOSED", "dateClosed", FieldTypes.DateTime, "Closed on"),
        Fixed("IS_RETURN_CUSTOMER", "isReturnCustomer", FieldTypes.Flag, "Repeat lead"),
        new("COMMENTS", "comments", FieldTypes.Text, "Comment"),
    ]);

    public static EntityDefinition Contact() => new(ContactTypeId, "contact", new ContactRules(),
    [
        .. Common,
        .. Source,
        .. Origin,
        .. Person,
        .. Multifields,
        new("TYPE_ID", "typeId", FieldTypes.Status, "Contact type") { StatusType = "CONTACT_TYPE" },
        new("COMPANY_ID", "companyId", FieldTypes.Company, "Company"),
        new("COMPANY_IDS", "companyIds", FieldTypes.Company, "Companies") { Multiple = true, ItemOnly = true },
        new("COMMENTS", "comments", FieldTypes.Text, "Comment"),
        new("EXPORT", "export", FieldTypes.Flag, "Included in export"),
    ]);

    public static EntityDefinition Company() => new(CompanyTypeId, "company", new CompanyRules(),
    [
        .. Common,
        .. Origin,
        .. Multifields,
        new("TITLE", "title", FieldTypes.Line, "Company name"),
        new("COMPANY_TYPE", "typeId", FieldTypes.Status, "Company type") { StatusType = "COMPANY_TYPE" },
        new("INDUSTRY", "industry", FieldTypes.Status, "Industry") { StatusType = "INDUSTRY" },
        new("EMPLOYEES", "employees", FieldTypes.Status, "Employees") { StatusType = "EMPLOYEES" },
        new("REVENUE", "revenue", FieldTypes.Amount, "Annual revenue"),
        new("CURRENCY_ID", "currencyId", FieldTypes.Currency, "Currency"),
        new("CONTACT_IDS", "contactIds", FieldTypes.Contact, "Contacts") { Multiple = true, ItemOnly = true },
        new("COMMENTS", "comments", FieldTypes.Text, "Comment"),
    ]);

    /// <remarks>Its <c>Name</c> is the middle of its events; it has no classic methods.</remarks>
    public static EntityDefinition SmartProcess(int entityTypeId, SmartProcessRules rules) => new(entityTypeId, "dynamicitem", rules,
    [
        .. Common,
        .. Client,
        .. Amount,
        .. Source,
        .. Moved,
        new("TITLE", "title", FieldTypes.Line, "Name"),
        new("XML_ID", "xmlId", FieldTypes.Line, "External code"),
        new("CATEGORY_ID", "categoryId", FieldTypes.Category, "Pipeline"),
        new("STAGE_ID", "stageId", FieldTypes.Status, "Stage"),
        Fixed("PREVIOUS_STAGE_ID", "previousStageId", FieldTypes.Status, "Previous stage"),
        new("BEGINDATE", "begindate", FieldTypes.Date, "Start date"),
        new("CLOSEDATE", "closedate", FieldTypes.Date, "End date"),
        new("TAX_VALUE", "taxValue", FieldTypes.Amount, "Tax rate"),
    ]);
}
