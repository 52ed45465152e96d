using FunctionsSync.Simulators.Bitrix24.Access;
using FunctionsSync.Simulators.Bitrix24.Events;
using FunctionsSync.Simulators.Bitrix24.Records;

namespace FunctionsSync.Simulators.Bitrix24.Tasks;

/// <summary>The tasks. Unlike CRM records, every update is a save: CHANGED_DATE moves and ONTASKUPDATE is raised whatever it
/// says.</summary>
internal sealed class TaskItems
{
    private static readonly string[] Participants = ["ACCOMPLICES", "AUDITORS"];
    private static readonly string[] Numbers = ["PARENT_ID", "GROUP_ID", "STAGE_ID", "TIME_ESTIMATE"];

    private readonly SortedDictionary<int, CrmItem> _tasks = [];
    private readonly HashSet<int> _forbidden = [];
    private readonly TaskRules _rules;
    private int _lastId;

    public TaskItems(Users users) => _rules = new TaskRules(users, _tasks.ContainsKey);

    public FieldSet Fields { get; } = TaskFields.New();

    public IReadOnlyCollection<CrmItem> All => _tasks.Values;

    public CrmItem? Find(int id) => _tasks.GetValueOrDefault(id);

    public void SetForbidden(int id, bool forbidden)
    {
        if (forbidden)
            _forbidden.Add(id);
        else
            _forbidden.Remove(id);
    }

    /// <summary>An administrator sees every task, anybody else those he takes part in.</summary>
    public bool IsVisible(CrmItem task, PortalUser user) =>
        !_forbidden.Contains(task.Id) && (user.IsAdmin || PeopleOf(task).Contains(user.Id));

    public CrmItem Add(IReadOnlyDictionary<string, object?> values, Save save, PortalHit hit)
    {
        var task = new CrmItem(_lastId + 1, values)
        {
            ["CREATED_DATE"] = save.At,
            ["GUID"] = Guid.CreateVersion7(save.At).ToString("B"),
        };
        FillDefaults(task, save);
        Put(null, task, save);
        _lastId = task.Id;
        hit.Raise("ONTASKADD", task.Id, TaskEvent.Added(task.Id));
        return task;
    }

    public CrmItem Update(CrmItem before, IReadOnlyDictionary<string, object?> values, Save save, PortalHit hit)
    {
        var after = before.Copy();
        foreach (var (name, value) in values)
            after[name] = value;
        Put(before, after, save);
        hit.Raise("ONTASKUPDATE", after.Id, TaskEvent.Updated(after.Id));
        return after;
    }

    public void Delete(int id, PortalHit hit)
    {
        _tasks.Remove(id);
        hit.Raise("ONTASKDELETE", id, TaskEvent.Deleted(id));
    }

    private void Put(CrmItem? before, CrmItem after, Save save)
    {
        _rules.Check(after);
        TaskRules.ApplyStatus(before, after, save);
        after["CHANGED_BY"] = save.UserId ?? 0;
        after["CHANGED_DATE"] = save.At;
        after["ACTIVITY_DATE"] = save.At;
        _tasks[after.Id] = after;
    }

    private static void FillDefaults(CrmItem task, Save save)
    {
        task["STATUS"] ??= (int)TaskProgress.Pending;
        task["PRIORITY"] ??= 1;
        task["CREATED_BY"] ??= save.UserId ?? 0;
        task["DESCRIPTION"] ??= "";
        task["ALLOW_CHANGE_DEADLINE"] ??= true;
        foreach (var number in Numbers)
            task[number] ??= 0;
        foreach (var people in Participants)
            task[people] ??= new List<object>();
    }

    private static IEnumerable<int> PeopleOf(CrmItem task) =>
        [
            task.Get<int>("CREATED_BY"),
            task.Get<int>("RESPONSIBLE_ID"),
            .. Participants.SelectMany(name => task.Get<List<object>>(name) ?? []).OfType<int>(),
        ];
}
