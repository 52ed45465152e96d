using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Service.Configuration;

/// <summary>What is wrong with a file that a JSON Schema cannot tell: names given twice, or given to nothing.</summary>
internal static class SyncFileMeaning
{
    public static IEnumerable<string> Check(SyncFile file)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, flow) in file.Flows.Index())
        {
            var at = $"$.flows[{index}]";
            if (flow.Name is { } name && !names.Add(name))
            {
                yield return $"{at}.name '{name}' is used twice: give each flow a name of its own";
            }

            if (flow.Template is { } template && !file.Templates.ContainsKey(template))
            {
                yield return $"{at}.template '{template}' is no template of this file: add it to templates{Instead(file.Templates.Keys)}";
            }

            if (file.Flows.Take(index).FirstOrDefault(other => IsSamePlace(other, flow) && other.Bitrix24.Entity != flow.Bitrix24.Entity) is { } taken)
            {
                yield return $"{at}.notion is the database of the flow '{taken.Name}', whose records are of another kind, and both keep their ids in '{flow.Notion.IdProperty}', where equal ids would be taken for the same record: give one of them another database or idProperty";
            }

            foreach (var error in CheckFields(file, flow, at).Concat(CheckKeys(flow, at)))
            {
                yield return error;
            }
        }
    }

    private static IEnumerable<string> CheckFields(SyncFile file, FlowSettings flow, string at)
    {
        var pairs = new HashSet<FieldKey>();
        var filled = new Dictionary<string, int>();
        foreach (var (index, field) in flow.Fields.Index())
        {
            if (field.Relation is { } relation && file.Flows.All(other => other.Name != relation))
            {
                yield return $"{at}.fields[{index}].relation '{relation}' is no flow of this file: add the flow{Instead(file.Flows.Select(other => other.Name).OfType<string>())}";
            }

            if (field is not { Bitrix24: { } bitrix24, Notion: { } notion })
            {
                continue;
            }

            if (!pairs.Add(FieldKey.Of(bitrix24, notion)))
            {
                yield return $"{at}.fields[{index}] repeats {bitrix24} ⇄ {notion}: remove one of them";
            }
            else if (field.Direction != FieldDirection.ToBitrix24 && !filled.TryAdd(notion, index))
            {
                yield return $"{at}.fields[{index}].notion '{notion}' is filled by fields[{filled[notion]}] already: give one of them the direction toBitrix24, or another property";
            }
        }
    }

    private static bool IsSamePlace(FlowSettings one, FlowSettings other) =>
        one.Notion.IdProperty == other.Notion.IdProperty && (IsSame(one.Notion.DataSource, other.Notion.DataSource) || IsSame(one.Notion.Database, other.Notion.Database));

    /// <summary>Ids are copied from addresses without dashes and from answers with them.</summary>
    private static bool IsSame(string? one, string? other) => Guid.TryParse(one, out var id) && Guid.TryParse(other, out var otherId) && id == otherId;

    private static IEnumerable<string> CheckKeys(FlowSettings flow, string at) => flow.KeyFields
        .Where(key => !flow.Fields.Any(field => string.Equals(field.Bitrix24, key, StringComparison.OrdinalIgnoreCase)))
        .Select(key => $"{at}.keyFields '{key}' is no Bitrix24 field of this flow: add it to fields, or remove it here");

    private static string Instead(IEnumerable<string> names) => names.ToList() is { Count: > 0 } known ? $", or use one of {string.Join(", ", known)}" : string.Empty;
}
