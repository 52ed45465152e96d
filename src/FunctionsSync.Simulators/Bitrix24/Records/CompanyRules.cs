namespace FunctionsSync.Simulators.Bitrix24.Records;

internal sealed class CompanyRules : RecordRules
{
    public override void BeforeSave(CrmItem? before, CrmItem after, IReadOnlySet<string> written, Save save)
    {
        if (before is null)
            ItemDefaults.Owner(after, save);
        ItemDefaults.Name(after, "TITLE", "Company");
        after["CONTACT_IDS"] ??= new List<object>();
        ItemDefaults.Multifields(after);
    }
}
