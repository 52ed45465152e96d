namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>Rules of a kind whose every change raises a plain UPDATE.</summary>
internal abstract class RecordRules : IItemRules
{
    public abstract void BeforeSave(CrmItem? before, CrmItem after, IReadOnlySet<string> written, Save save);

    public void AfterSave(CrmItem saved)
    {
    }

    public IEnumerable<RaisedEvent> EventsOf(CrmItem before, CrmItem after, Save save) => [new("UPDATE")];
}
