using System.Text.Json.Nodes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>One write of a record, field by field.</summary>
internal sealed class Bitrix24Write
{
    private readonly List<FieldMap> _written = [];
    private readonly Dictionary<FieldKey, string> _refused = [];

    /// <summary>What <c>crm.item.update</c> takes.</summary>
    public JsonObject Fields { get; } = [];

    /// <summary>
    /// Lists to empty, by original name: <c>crm.item.update</c> answers that it has emptied them and does not.
    /// Source: https://github.com/bitrix-tools/b24-rest-docs/issues/269.
    /// </summary>
    public JsonObject Cleared { get; } = [];

    public IReadOnlyList<FieldMap> Written => _written;

    public IReadOnlyDictionary<FieldKey, string> Refused => _refused;

    public JsonNode? Find(FieldMap field) => Fields[field.Bitrix24.ApiName];

    public void Add(FieldMap field, Bitrix24Written value, EntityType entity)
    {
        var isCleared = field.Bitrix24 is { Type: Bitrix24Types.Enumeration, IsMultiple: true } && value.Node is JsonArray { Count: 0 };
        var refusal = value.Refusal
            ?? (isCleared && !Bitrix24Items.HasClassicMethods(entity) ? "Bitrix24 cannot empty a list of this kind of record: leave one option, or empty it there" : null);
        if (refusal is not null)
        {
            _refused.Add(field.Key, refusal);
            return;
        }

        if (isCleared)
        {
            Cleared[field.Bitrix24.Name] = value.Node;
        }
        else
        {
            Fields[field.Bitrix24.ApiName] = value.Node;
        }

        _written.Add(field);
    }
}
