using System.Collections.Concurrent;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Flows;

/// <summary>What a flow's mappings remember of the properties its fields were paired with, by whatever process.</summary>
public sealed class FormerProperties(IMappingStore mappings, TimeProvider timeProvider)
{
    /// <summary>All mappings are read for an answer: as long as nobody changes the data source, it holds for a while.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<FlowName, Answer> _answers = new();

    /// <param name="flow">The flow.</param>
    /// <param name="fields">The fields to tell of.</param>
    /// <param name="properties">The properties that the data source has today.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The ids by field, those of most mappings first; none for a field that was never synchronised.</returns>
    public async Task<ILookup<FieldKey, string>> FindAsync(
        FlowName flow, IReadOnlyCollection<FieldKey> fields, IReadOnlyList<NotionProperty> properties, CancellationToken cancellationToken)
    {
        var question = string.Join('\n', fields.Select(field => field.Value).Concat(properties.Select(property => property.Id)));
        if (_answers.TryGetValue(flow, out var last) && last.Question == question && timeProvider.GetUtcNow() < last.Until)
        {
            return last.Ids;
        }

        var ids = await ReadAsync(flow, fields, cancellationToken);
        _answers[flow] = new(question, ids, timeProvider.GetUtcNow() + Lifetime);
        return ids;
    }

    private async Task<ILookup<FieldKey, string>> ReadAsync(FlowName flow, IReadOnlyCollection<FieldKey> fields, CancellationToken cancellationToken)
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

    private sealed record Answer(string Question, ILookup<FieldKey, string> Ids, DateTimeOffset Until);
}
