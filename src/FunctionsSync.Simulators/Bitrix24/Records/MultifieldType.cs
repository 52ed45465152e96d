using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>Phones, e-mail addresses and the like. <c>crm.item.update</c> can only add to them; the classic methods also change and
/// delete by id.</summary>
internal sealed class MultifieldType() : FieldType("crm_multifield")
{
    public override JsonNode? ToItem(object? value, FieldDefinition field, ValueContext context) =>
        value is PortalMultifield entry
            ? new JsonObject
            {
                ["id"] = entry.Id, ["typeId"] = entry.TypeId, ["valueType"] = entry.ValueType, ["value"] = entry.Value,
            }
            : null;

    public override object? FromItem(JsonNode? node, FieldDefinition field, ValueContext context) =>
        node is JsonObject map && !Php.IsEmpty(map["value"])
            ? new PortalMultifield(Php.Text(map["typeId"]), Php.Text(map["value"]), Php.Text(map["valueType"]), context.NextId())
            : null;

    /// <summary>Entries of a known id replace theirs, or delete it where they are empty; the others are added.</summary>
    public override object? Merge(object? stored, object? written)
    {
        var entries = (stored as IEnumerable<object> ?? []).ToList();
        foreach (var change in (written as IEnumerable<object> ?? []).OfType<PortalMultifield>())
        {
            var index = entries.FindIndex(entry => entry is PortalMultifield { Id: var id } && id == change.Id);
            if (index >= 0 && change.Value.Length == 0)
                entries.RemoveAt(index);
            else if (index >= 0)
                entries[index] = change;
            else if (change.Value.Length > 0)
                entries.Add(change);
        }
        return entries;
    }

    public override IComparable? Key(object? value) => (value as PortalMultifield)?.Value;

    public override IComparable? FilterKey(JsonNode? node, ValueContext context) => Php.Text(node);
}
