using FunctionsSync.Simulators.Bitrix24.Records;

namespace FunctionsSync.Simulators.Bitrix24.People;

/// <summary>What people and robots do with CRM records in the portal's own pages.</summary>
internal sealed class ItemEdits(PortalState state)
{
    private static readonly string[] NameParts = ["NAME", "SECOND_NAME", "LAST_NAME"];
    private readonly PersonInput _input = new(state);

    public int Add(int entityTypeId, IReadOnlyDictionary<string, object?> fields, int? byUserId) => _input.InHit(byUserId, (save, hit) =>
    {
        var items = ItemsOf(entityTypeId);
        return items.Add(_input.Read(items.Entity.FieldSet, fields), save, hit).Id;
    });

    public bool Edit(int entityTypeId, int id, IReadOnlyDictionary<string, object?> fields, int? byUserId) =>
        _input.InHit(byUserId, (save, hit) =>
        {
            var items = ItemsOf(entityTypeId);
            var before = Existing(items, id);
            return items.Update(before, _input.Read(items.Entity.FieldSet, fields), save, hit) != before;
        });

    public void Delete(int entityTypeId, int id, int? byUserId) => _input.InHit(byUserId, (_, hit) =>
    {
        var items = ItemsOf(entityTypeId);
        items.Delete(Existing(items, id).Id, hit);
        return true;
    });

    public void SetForbidden(int entityTypeId, int id, bool forbidden) => ItemsOf(entityTypeId).SetForbidden(id, forbidden);

    public void RemoveStage(int entityTypeId, string stageId, string? moveTo)
    {
        var field = entityTypeId == Definitions.LeadTypeId ? "STATUS_ID" : "STAGE_ID";
        var standing = ItemsOf(entityTypeId).All.Where(item => item.Get<string>(field) == stageId).Select(item => item.Id).ToList();
        if (standing.Count > 0 && moveTo is null)
            throw new InvalidOperationException($"{standing.Count} records stand in {stageId}; say where to move them.");
        foreach (var id in standing)
            Edit(entityTypeId, id, new Dictionary<string, object?> { [field] = moveTo }, null);
        state.PipelinesOf(entityTypeId).Remove(stageId);
    }

    public IReadOnlyList<PortalItem> Snapshots(int entityTypeId) =>
        [.. ItemsOf(entityTypeId).All.Select(item => Snapshot(entityTypeId, item))];

    public IReadOnlyList<PortalDeal> Deals() => [.. state.Deals.All.Select(Snapshot)];

    public IReadOnlyList<PortalCompany> Companies() =>
        [.. state.Companies.All.Select(each => new PortalCompany(each.Id, each.Get<string>("TITLE") ?? ""))];

    private PortalItem Snapshot(int entityTypeId, CrmItem item)
    {
        var name = string.Join(' ', NameParts.Select(item.Get<string>).Where(part => part is not (null or "")));
        return new PortalItem(
            entityTypeId,
            item.Id,
            entityTypeId == Definitions.ContactTypeId ? name : item.Get<string>("TITLE") ?? "",
            Local(item, "DATE_CREATE"),
            Local(item, "DATE_MODIFY"),
            item["MODIFY_BY_ID"] as int?,
            item.Values.ToDictionary());
    }

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
            Local(deal, "DATE_CREATE"),
            Local(deal, "DATE_MODIFY"),
            deal["MODIFY_BY_ID"] as int?,
            deal.Values.ToDictionary());
    }

    private DateTimeOffset Local(CrmItem item, string field) =>
        item.Get<DateTimeOffset>(field).ToOffset(state.Options.ServerTimeZoneOffset);

    private CrmItems ItemsOf(int entityTypeId) => state.ItemsOf(entityTypeId)
        ?? throw new ArgumentException($"The simulated portal has no entity type {entityTypeId}.", nameof(entityTypeId));

    private static CrmItem Existing(CrmItems items, int id) =>
        items.Find(id) ?? throw new ArgumentException($"There is no {items.Entity.Name} {id}.", nameof(id));
}
