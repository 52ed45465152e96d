using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Events;
using FunctionsSync.Simulators.Bitrix24.Records;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>What people and robots do in the portal's own pages.</summary>
internal sealed class PersonEdits(PortalState state)
{
    public int Add(IReadOnlyDictionary<string, object?> fields, int? byUserId) => InHit(byUserId, (save, hit) =>
        state.Deals.Add(Values(fields), save, hit).Id);

    public bool Edit(int id, IReadOnlyDictionary<string, object?> fields, int? byUserId) => InHit(byUserId, (save, hit) =>
    {
        var before = DealOf(id);
        return state.Deals.Update(before, Values(fields), save, hit) != before;
    });

    public void Delete(int id, int? byUserId) => InHit(byUserId, (_, hit) =>
    {
        state.Deals.Delete(DealOf(id).Id, hit);
        return true;
    });

    public int AddCompany(string title) => InHit(null, (save, hit) =>
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

    public IReadOnlyDictionary<string, int> AddUserField(UserField field)
    {
        var items = state.ItemsOf(field.EntityTypeId)
            ?? throw new ArgumentException($"The simulated portal has no entity type {field.EntityTypeId}.", nameof(field));
        var options = field.Options.Select(text => new FieldOption(state.NextId(), text)).ToList();
        items.Entity.Add(FieldDefinition.For(field, options));
        return options.ToDictionary(option => option.Text, option => option.Id);
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

    private T InHit<T>(int? userId, Func<Save, PortalHit, T> work)
    {
        if (userId is { } id)
            state.Users.Get(id);
        var hit = new PortalHit(userId);
        try
        {
            var result = work(state.SaveBy(userId, SaveWay.Person), hit);
            state.Send(hit);
            return result;
        }
        catch (RestError error)
        {
            throw new ArgumentException(error.Message, error);
        }
    }

    private Dictionary<string, object?> Values(IReadOnlyDictionary<string, object?> fields)
    {
        var context = state.ValuesFor(null);
        var values = new Dictionary<string, object?>();
        foreach (var (name, value) in fields)
        {
            var field = state.Deals.Entity.Fields.FirstOrDefault(each => each.Name == name || each.ItemName == name)
                ?? throw new ArgumentException($"Deals have no field {name}.", nameof(fields));
            if (field.ReadOnly)
                throw new ArgumentException($"The field {name} cannot be written.", nameof(fields));
            // The vendor's own form can clear a multiple list; only crm.item.update cannot.
            var read = FieldValues.FromItem(field, Node(value), context);
            values[field.Name] = read == FieldType.Keep ? null : read;
        }
        return values;
    }

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        JsonNode node => node.DeepClone(),
        bool flag => flag,
        string text => text,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        System.Collections.IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Node)]),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A field cannot hold a {value.GetType().Name}."),
    };
}
