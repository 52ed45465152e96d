using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// Every record of an entity, by id and without counting: the quick way through a large portal.
/// Source: https://apidocs.bitrix24.com/settings/performance/huge-data.html.
/// </summary>
internal sealed class Bitrix24Listing(Bitrix24Client client)
{
    private const int PageSize = 50;

    public async IAsyncEnumerable<ListedRecord> ListAsync(EntityType entity, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entityTypeId = Bitrix24EntityTypeId.Of(entity);
        long last = 0;
        while (true)
        {
            var result = await client.ReadAsync("crm.item.list", Body(entityTypeId, last), cancellationToken);
            var rows = PhpJson.Rows(PhpJson.Member(result, "items") ?? throw WithoutItems()).ToList();
            foreach (var row in rows)
            {
                var id = PhpJson.Id(row, "id") ?? throw WithoutItems();
                last = Math.Max(last, id);
                yield return new(new(id), PhpJson.Member(row, "updatedTime") is { } updated ? PhpJson.Moment(updated) ?? default : default);
            }

            if (rows.Count < PageSize)
            {
                yield break;
            }
        }
    }

    private static JsonObject Body(int entityTypeId, long after) => new()
    {
        ["entityTypeId"] = entityTypeId,
        ["select"] = new JsonArray("id", "updatedTime"),
        ["filter"] = new JsonObject { [">id"] = after },
        ["order"] = new JsonObject { ["id"] = "ASC" },
        ["start"] = -1,
    };

    /// <summary>Never taken for an empty list: that would look as if everything had been deleted.</summary>
    private static RemoteException WithoutItems() => new(RemoteFailure.Rejected, "Bitrix24 answered crm.item.list without a list of records that have ids.");
}
