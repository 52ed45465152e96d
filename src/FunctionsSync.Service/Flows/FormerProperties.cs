using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Flows;

/// <summary>What a flow's mappings remember of the properties its fields were paired with, in this process or an earlier one.</summary>
public sealed class FormerProperties(IMappingStore mappings)
{
    /// <summary>The ids by field, those of most mappings first; none for a field that was never synchronised. Reads every mapping of the flow.</summary>
    public async Task<ILookup<FieldKey, string>> FindAsync(FlowName flow, IReadOnlyCollection<FieldKey> fields, CancellationToken cancellationToken)
    {
        var remembered = new Dictionary<(FieldKey Field, string Property), int>();
        await foreach (var mapping in mappings.ListAsync(flow, cancellationToken))
        {
            foreach (var field in fields)
            {
                if (mapping.Baseline.Properties.TryGetValue(field, out var property))
                {
                    remembered[(field, property)] = remembered.GetValueOrDefault((field, property)) + 1;
                }
            }
        }

        return remembered.OrderByDescending(each => each.Value).ToLookup(each => each.Key.Field, each => each.Key.Property);
    }
}
