using FunctionsSync.Simulators.Bitrix24.Records;

namespace FunctionsSync.Simulators.Bitrix24.People;

/// <summary>What people and robots do with tasks in the portal's own pages.</summary>
internal sealed class TaskEdits(PortalState state)
{
    private readonly PersonInput _input = new(state);

    public int Add(IReadOnlyDictionary<string, object?> fields, int? byUserId) => _input.InHit(byUserId, (save, hit) =>
    {
        var values = _input.Read(state.Tasks.Fields, fields);
        // The form suggests the person himself.
        values.TryAdd("RESPONSIBLE_ID", byUserId ?? state.IntegrationUser.Id);
        return state.Tasks.Add(values, save, hit).Id;
    });

    public void Edit(int id, IReadOnlyDictionary<string, object?> fields, int? byUserId) => _input.InHit(byUserId, (save, hit) =>
        state.Tasks.Update(TaskOf(id), _input.Read(state.Tasks.Fields, fields), save, hit));

    public void Delete(int id, int? byUserId) => _input.InHit(byUserId, (_, hit) =>
    {
        state.Tasks.Delete(TaskOf(id).Id, hit);
        return true;
    });

    public IReadOnlyList<PortalTask> Snapshots() => [.. state.Tasks.All.Select(Snapshot)];

    private PortalTask Snapshot(CrmItem task)
    {
        var responsibleId = task.Get<int>("RESPONSIBLE_ID");
        var changedBy = task.Get<int>("CHANGED_BY");
        DateTimeOffset Local(string name) => task.Get<DateTimeOffset>(name).ToOffset(state.Options.ServerTimeZoneOffset);
        return new PortalTask(
            task.Id,
            task.Get<string>("TITLE") ?? "",
            task.Get<string>("DESCRIPTION") ?? "",
            task.Get<int>("STATUS"),
            responsibleId,
            state.Users.Find(responsibleId)?.FullName ?? "",
            task["DEADLINE"] is DateTimeOffset ? Local("DEADLINE") : null,
            [.. (task.Get<List<object>>("UF_CRM_TASK") ?? []).OfType<string>()],
            Local("CREATED_DATE"),
            Local("CHANGED_DATE"),
            changedBy == 0 ? null : changedBy,
            task.Values.ToDictionary());
    }

    private CrmItem TaskOf(int id) => state.Tasks.Find(id) ?? throw new ArgumentException($"There is no task {id}.", nameof(id));
}
