using System.Collections.Frozen;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>The methods there are, by name in any case.</summary>
internal static class RestMethods
{
    private static readonly FrozenDictionary<string, RestMethod> ByName =
        All().ToFrozenDictionary(method => method.Name, StringComparer.OrdinalIgnoreCase);

    public static RestMethod? Find(string name) => ByName.GetValueOrDefault(name);

    private static IEnumerable<RestMethod> All() =>
    [
        new("crm.item.get", "crm", ItemMethods.Get),
        new("crm.item.list", "crm", ItemMethods.List),
        new("crm.item.fields", "crm", ItemMethods.Fields),
        new("crm.item.add", "crm", ItemMethods.Add) { IsWrite = true },
        new("crm.item.update", "crm", ItemMethods.Update) { IsWrite = true },
        new("crm.item.delete", "crm", ItemMethods.Delete) { IsWrite = true },
        .. ClassicMethods.For("deal", state => state.Deals),
        .. ClassicMethods.For("company", state => state.Companies),
        .. ClassicMethods.For("contact", state => state.Contacts),
        .. ClassicMethods.For("lead", state => state.Leads),
        new("crm.type.list", "crm", DictionaryMethods.SmartProcesses),
        new("crm.currency.list", "crm", CurrencyMethods.List),
        new("tasks.task.get", "task", TaskMethods.Get),
        new("tasks.task.list", "task", TaskMethods.List),
        new("tasks.task.getFields", "task", TaskMethods.Fields),
        new("tasks.task.add", "task", TaskMethods.Add) { IsWrite = true },
        new("tasks.task.update", "task", TaskMethods.Update) { IsWrite = true },
        new("tasks.task.delete", "task", TaskMethods.Delete) { IsWrite = true },
        new("crm.status.list", "crm", DictionaryMethods.Statuses),
        new("crm.category.list", "crm", DictionaryMethods.Categories),
        new("user.get", "user", UserMethods.Get),
        new("user.current", "user", UserMethods.Current),
        new("profile", "", UserMethods.Profile),
        new("event.bind", "", EventMethods.Bind) { ApplicationOnly = true },
        new("event.get", "", EventMethods.Get) { ApplicationOnly = true },
        new("event.unbind", "", EventMethods.Unbind) { ApplicationOnly = true },
        new("event.offline.get", "", OfflineEventMethods.Get) { ApplicationOnly = true },
        new("event.offline.list", "", OfflineEventMethods.List) { ApplicationOnly = true },
        new("event.offline.clear", "", OfflineEventMethods.Clear) { ApplicationOnly = true },
        new("event.offline.error", "", OfflineEventMethods.Error) { ApplicationOnly = true },
        new("events", "", EventMethods.Names) { ApplicationOnly = true },
        new("app.info", "", SystemMethods.ApplicationInfo) { ApplicationOnly = true },
        new("server.time", "", SystemMethods.ServerTime),
        new("feature.get", "", SystemMethods.Feature),
        new("scope", "", SystemMethods.Scope),
        new("batch", "", BatchMethod.Run),
    ];
}
