using System.Globalization;
using FunctionsSync.Simulators.Bitrix24.Records;

namespace FunctionsSync.Simulators.Bitrix24.Events;

/// <summary>One run of the portal: a REST request, a batch, or a person's click. Equal events raised in it are sent once.</summary>
/// <param name="userId">Who is behind it; null for a robot.</param>
/// <param name="hopsLeft">How many times what an event caused may cause events again.</param>
internal sealed class PortalHit(int? userId, int hopsLeft = PortalHit.FullHops)
{
    /// <summary>What a fresh chain starts with.</summary>
    public const int FullHops = 7;

    private readonly List<(string Name, int ItemId, IReadOnlyList<KeyValuePair<string, string>> Data)> _raised = [];
    private readonly HashSet<string> _seen = [];

    public int? UserId => userId;

    public int HopsLeft => hopsLeft;

    /// <summary>What the calling application named itself by auth_connector; empty for none, and for a person.</summary>
    public string Connector { get; init; } = "";

    public IReadOnlyList<(string Name, int ItemId, IReadOnlyList<KeyValuePair<string, string>> Data)> Raised => _raised;

    public void Raise(EntityDefinition entity, int itemId, RaisedEvent raised)
    {
        var name = entity.EventPrefix + raised.Suffix;
        var fields = raised.Data.Prepend(Field("ID", itemId)).ToList();
        if (entity.IsSmartProcess)
            fields.Add(Field("ENTITY_TYPE_ID", entity.TypeId));
        RaiseFields(name, itemId, fields);
        if (entity.IsSmartProcess)
            RaiseFields(EventCatalog.OfSmartProcess(name, entity.TypeId), itemId, fields);
    }

    /// <summary>Raises an event that carries fields.</summary>
    public void RaiseFields(string name, int itemId, IEnumerable<KeyValuePair<string, string>> fields) =>
        Raise(name, itemId, [.. fields.Select(field => KeyValuePair.Create($"data[FIELDS][{field.Key}]", field.Value))]);

    /// <summary>Raises an event whose form entries are given in full.</summary>
    public void Raise(string name, int itemId, IReadOnlyList<KeyValuePair<string, string>> data)
    {
        if (hopsLeft > 0 && _seen.Add(name + '|' + string.Join('&', data)))
            _raised.Add((name, itemId, data));
    }

    private static KeyValuePair<string, string> Field(string name, int number) =>
        KeyValuePair.Create(name, number.ToString(CultureInfo.InvariantCulture));
}
