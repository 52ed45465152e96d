using FunctionsSync.Simulators.Bitrix24.Events;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>The records of one kind.</summary>
internal sealed class CrmItems(EntityDefinition entity)
{
    private readonly SortedDictionary<int, CrmItem> _items = [];
    private readonly HashSet<int> _forbidden = [];
    private int _lastId;

    public EntityDefinition Entity => entity;

    /// <summary>Every record, also those nobody may see, by id.</summary>
    public IReadOnlyCollection<CrmItem> All => _items.Values;

    public IEnumerable<CrmItem> Visible => _items.Values.Where(item => !_forbidden.Contains(item.Id));

    public CrmItem? Find(int id) => _items.GetValueOrDefault(id);

    public bool IsForbidden(int id) => _forbidden.Contains(id);

    public void SetForbidden(int id, bool forbidden)
    {
        if (forbidden)
            _forbidden.Add(id);
        else
            _forbidden.Remove(id);
    }

    public CrmItem Add(IReadOnlyDictionary<string, object?> values, Save save, PortalHit hit)
    {
        var item = new CrmItem(_lastId + 1, values)
        {
            ["DATE_CREATE"] = save.At,
            ["DATE_MODIFY"] = save.At,
            ["LAST_ACTIVITY_TIME"] = save.At,
            ["CREATED_BY_ID"] = save.UserId,
            ["MODIFY_BY_ID"] = save.UserId,
            ["LAST_ACTIVITY_BY"] = save.UserId,
        };
        entity.Rules.BeforeSave(null, item, values.Keys.ToHashSet(), save);
        CheckRequired(item);
        entity.Rules.AfterSave(item);
        _lastId = item.Id;
        _items.Add(item.Id, item);
        hit.Raise(entity, item.Id, new RaisedEvent("ADD"));
        return item;
    }

    /// <summary>Saves what differs. Where nothing does, nothing is saved: no event, and the times stay.</summary>
    public CrmItem Update(CrmItem before, IReadOnlyDictionary<string, object?> values, Save save, PortalHit hit)
    {
        var after = before.Copy();
        foreach (var (name, value) in values)
            after[name] = save.Way == SaveWay.Person ? value : entity.Field(name)?.Type.Merge(before[name], value);
        entity.Rules.BeforeSave(before, after, values.Keys.ToHashSet(), save);
        if (entity.Fields.All(field => FieldValues.AreEqual(field, before[field.Name], after[field.Name])))
            return before;
        CheckRequired(after);
        after["DATE_MODIFY"] = save.At;
        after["MODIFY_BY_ID"] = save.UserId;
        entity.Rules.AfterSave(after);
        _items[after.Id] = after;
        foreach (var raised in entity.Rules.EventsOf(before, after, save))
            hit.Raise(entity, after.Id, raised);
        return after;
    }

    public void Delete(int id, PortalHit hit)
    {
        _items.Remove(id);
        hit.Raise(entity, id, new RaisedEvent("DELETE"));
    }

    private void CheckRequired(CrmItem item)
    {
        if (entity.Fields.FirstOrDefault(field => field.Required && FieldValues.AreEqual(field, item[field.Name], null)) is { } missing)
            throw new RestError("CRM_FIELD_ERROR_REQUIRED", $"Required field \"{missing.Title}\" is not filled");
    }
}
