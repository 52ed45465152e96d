namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>What a kind of record adds to a plain save.</summary>
internal interface IItemRules
{
    /// <summary>Completes or corrects values about to be saved.</summary>
    /// <remarks>
    /// <c>before</c>: null for a new record.
    /// <c>written</c>: Names of the fields the caller wrote.
    /// </remarks>
    void BeforeSave(CrmItem? before, CrmItem after, IReadOnlySet<string> written, Save save);

    /// <summary>Changes a record that was just saved.</summary>
    void AfterSave(CrmItem saved);

    /// <summary>The events an update raises, as suffix and the data besides the id.</summary>
    IEnumerable<RaisedEvent> EventsOf(CrmItem before, CrmItem after, Save save);
}
