namespace FunctionsSync.Simulators.Bitrix24.Records;

internal sealed class CompanyRules : IItemRules
{
    public void BeforeSave(CrmItem? before, CrmItem after, IReadOnlySet<string> written, Save save)
    {
        if (before is null)
            after["ASSIGNED_BY_ID"] ??= save.UserId;
    }

    public void AfterSave(CrmItem saved)
    {
    }

    public IEnumerable<RaisedEvent> EventsOf(CrmItem before, CrmItem after, Save save) => [new("UPDATE")];
}
