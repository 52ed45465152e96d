namespace FunctionsSync.Simulators.Bitrix24.Records;

internal sealed class LeadRules(Pipelines pipelines, string defaultCurrency) : RecordRules
{
    private readonly StageRules _stages = new(pipelines, "STATUS_ID");

    public override void BeforeSave(CrmItem? before, CrmItem after, IReadOnlySet<string> written, Save save)
    {
        if (before is null)
        {
            ItemDefaults.Owner(after, save);
            ItemDefaults.Amount(after, defaultCurrency);
        }
        ItemDefaults.Name(after, "TITLE", "Lead");
        ItemDefaults.Links(after, "CONTACT_IDS", "CONTACT_ID", written);
        ItemDefaults.Multifields(after);
        if (_stages.Enter(before, after, written, save) is not { } stage)
            return;
        after["STATUS_SEMANTIC_ID"] = stage.Semantics.ToString();
        after["DATE_CLOSED"] = stage.Semantics == 'P' ? null : save.At;
    }
}
