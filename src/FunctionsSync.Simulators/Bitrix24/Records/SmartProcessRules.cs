namespace FunctionsSync.Simulators.Bitrix24.Records;

internal sealed class SmartProcessRules(string title, Pipelines pipelines, string defaultCurrency, TimeSpan serverOffset) : RecordRules
{
    private readonly StageRules _stages = new(pipelines, "STAGE_ID");

    public override void BeforeSave(CrmItem? before, CrmItem after, IReadOnlySet<string> written, Save save)
    {
        if (before is null)
        {
            ItemDefaults.Owner(after, save);
            ItemDefaults.Amount(after, defaultCurrency);
            var today = DateOnly.FromDateTime(save.At.ToOffset(serverOffset).DateTime);
            after["BEGINDATE"] ??= today;
            after["CLOSEDATE"] ??= today.AddDays(7);
        }
        ItemDefaults.Name(after, "TITLE", title);
        ItemDefaults.Links(after, "CONTACT_IDS", "CONTACT_ID", written);
        if (_stages.Enter(before, after, written, save) is not null)
            after["PREVIOUS_STAGE_ID"] = before?["STAGE_ID"] ?? "";
    }
}
