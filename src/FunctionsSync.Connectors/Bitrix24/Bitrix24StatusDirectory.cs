using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Connectors.Http;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// The portal's status dictionaries by name (<c>DEAL_STAGE</c>, <c>DEAL_STAGE_9</c>, <c>SOURCE</c>). There is no event for a changed dictionary,
/// so a cached one is read again when it is old, and when a record holds a code it lacks.
/// Source: https://apidocs.bitrix24.com/api-reference/crm/status/.
/// </summary>
internal sealed class Bitrix24StatusDirectory(Bitrix24Client client, TimeProvider timeProvider) : IDisposable
{
    private const int PageSize = 50;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MinimumAge = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, SharedList<Bitrix24Status>> _dictionaries = new();

    public void Dispose()
    {
        foreach (var dictionary in _dictionaries.Values)
        {
            dictionary.Dispose();
        }
    }

    /// <summary>The rows of a dictionary in their order; read anew when the cached ones do not satisfy.</summary>
    public Task<IReadOnlyList<Bitrix24Status>> ReadAsync(
        string dictionary, Func<Bitrix24Status, bool> wanted, CancellationToken cancellationToken) =>
        _dictionaries.GetOrAdd(dictionary, _ => new(MinimumAge, Lifetime, timeProvider))
            .ReadAsync(wanted, cancelled => ListAsync(dictionary, cancelled), cancellationToken);

    /// <summary>The dictionary of a pipeline's stages. The default pipeline, 0, has no number in its name.</summary>
    public static string OfPipeline(string dictionary, long? pipeline) =>
        pipeline is null or 0 ? dictionary : string.Create(CultureInfo.InvariantCulture, $"{dictionary}_{pipeline}");

    private async Task<IReadOnlyList<Bitrix24Status>> ListAsync(string dictionary, CancellationToken cancellationToken)
    {
        var rows = new List<Bitrix24Status>();
        var lastPage = 0;
        do
        {
            var page = await client.ReadAsync(
                "crm.status.list",
                new JsonObject
                {
                    ["filter"] = new JsonObject { ["ENTITY_ID"] = dictionary },
                    ["order"] = new JsonObject { ["SORT"] = "ASC" },
                    ["start"] = rows.Count,
                },
                cancellationToken);
            var found = PhpJson.Rows(page)
                .Select(row => new Bitrix24Status(PhpJson.Text(row, "STATUS_ID") ?? string.Empty, PhpJson.Text(row, "NAME") ?? string.Empty))
                .ToList();
            rows.AddRange(found);
            lastPage = found.Count;
        }
        while (lastPage == PageSize);

        return rows;
    }
}
