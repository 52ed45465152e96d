using FunctionsSync.Simulators.Bitrix24.Records;

namespace FunctionsSync.Simulators.Bitrix24.People;

/// <summary>What people and robots do with CRM records in the portal's own pages.</summary>
internal sealed class ItemEdits(PortalState state)
{
    private readonly PersonInput _input = new(state);

    public int Add(IReadOnlyDictionary<string, object?> fields, int? byUserId) => _input.InHit(byUserId, (save, hit) =>
        state.Deals.Add(_input.Read(state.Deals.Entity.FieldSet, fields), save, hit).Id);

    public bool Edit(int id, IReadOnlyDictionary<string, object?> fields, int? byUserId) => _input.InHit(byUserId, (save, hit) =>
    {
        var before = DealOf(id);
        return state.Deals.Update(before, _input.Read(state.Deals.Entity.FieldSet, fields), save, hit) != before;
    });

    public void Delete(int id, int? byUserId) => _input.InHit(byUserId, (_, hit) =>
    {
        state.Deals.Delete(DealOf(id).Id, hit);
        return true;
    });

    public int AddCompany(string title) => _input.InHit(null, (save, hit) =>
        state.Companies.Add(new Dictionary<string, object?> { ["TITLE"] = title }, save, hit).Id);

    public void RemoveStage(string stageId, string? moveDealsTo)
    {
        var standing = state.Deals.All.Where(deal => deal.Get<string>("STAGE_ID") == stageId).Select(deal => deal.Id).ToList();
        if (standing.Count > 0 && moveDealsTo is null)
            throw new InvalidOperationException($"{standing.Count} deals stand in {stageId}; say where to move them.");
        foreach (var id in standing)
            Edit(id, new Dictionary<string, object?> { ["STAGE_ID"] = moveDealsTo }, null);
        state.Pipelines.Remove(stageId);
    }

    public IReadOnlyList<PortalDeal> Deals() => [.. state.Deals.All.Select(Snapshot)];

    public IReadOnlyList<PortalCompany> Companies() =>
        [.. state.Companies.All.Select(each => new PortalCompany(each.Id, each.Get<string>("TITLE") ?? ""))];

    private PortalDeal Snapshot(CrmItem deal)
    {
        var stageId = deal.Get<string>("STAGE_ID") ?? "";
        var companyId = deal.Get<int>("COMPANY_ID");
        return new PortalDeal(
            deal.Id,
            deal.Get<string>("TITLE") ?? "",
            deal.Get<int>("CATEGORY_ID"),
            stageId,
            state.Pipelines.Find(stageId)?.Name ?? stageId,
            deal.Get<decimal>("OPPORTUNITY"),
            deal.Get<string>("CURRENCY_ID") ?? "",
            deal.Get<int>("ASSIGNED_BY_ID"),
            state.Users.Find(deal.Get<int>("ASSIGNED_BY_ID"))?.FullName ?? "",
            companyId == 0 ? null : companyId,
            state.Companies.Find(companyId)?.Get<string>("TITLE"),
            deal.Get<DateTimeOffset>("DATE_CREATE").ToOffset(state.Options.ServerTimeZoneOffset),
            deal.Get<DateTimeOffset>("DATE_MODIFY").ToOffset(state.Options.ServerTimeZoneOffset),
            deal["MODIFY_BY_ID"] as int?,
            deal.Values.ToDictionary());
    }

    private CrmItem DealOf(int id) => state.Deals.Find(id) ?? throw new ArgumentException($"There is no deal {id}.", nameof(id));
}
