namespace FunctionsSync.Simulators.Bitrix24.Records;

internal sealed class ContactRules : RecordRules
{
    public override void BeforeSave(CrmItem? before, CrmItem after, IReadOnlySet<string> written, Save save)
    {
        if (before is null)
            ItemDefaults.Owner(after, save);
        if (after.Get<string>("NAME") is null or "")
            ItemDefaults.Name(after, "LAST_NAME", "Contact");
        ItemDefaults.Links(after, "COMPANY_IDS", "COMPANY_ID", written);
        ItemDefaults.Multifields(after);
    }
}
