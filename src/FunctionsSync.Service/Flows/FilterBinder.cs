using FunctionsSync.Core.Mapping;

namespace FunctionsSync.Service.Flows;

/// <summary>Binds a flow's filter to the fields it names.</summary>
internal static class FilterBinder
{
    private static readonly char[] OperatorCharacters = ['>', '<', '=', '!', '@', '%'];

    public static IReadOnlyList<FilterCondition> Bind(
        IReadOnlyDictionary<string, IReadOnlyList<string>> filter, IReadOnlyList<Bitrix24Field> fields, List<string> errors)
    {
        var conditions = new List<FilterCondition>();
        foreach (var (key, values) in filter)
        {
            var name = key.TrimStart(OperatorCharacters);
            if (fields.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase)) is { } field)
            {
                conditions.Add(new(key[..^name.Length], field, values));
            }
            else
            {
                errors.Add($"Bitrix24 has no field '{name}', which the filter names");
            }
        }

        return conditions;
    }
}
