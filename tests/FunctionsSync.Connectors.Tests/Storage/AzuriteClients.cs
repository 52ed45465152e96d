using Azure.Data.Tables;
using Azure.Storage.Queues;
using FunctionsSync.Testing;

namespace FunctionsSync.Connectors.Tests.Storage;

/// <summary>Tables and queues of one test alone.</summary>
internal static class AzuriteClients
{
    public static async Task<TableClient> NewTableAsync(this AzuriteFixture azurite)
    {
        await azurite.RequireAsync(TestContext.Current.CancellationToken);
        return new TableServiceClient(azurite.ConnectionString).GetTableClient($"t{Guid.NewGuid():N}");
    }

    public static async Task<QueueClient> NewQueueAsync(this AzuriteFixture azurite)
    {
        await azurite.RequireAsync(TestContext.Current.CancellationToken);
        return new QueueServiceClient(azurite.ConnectionString).GetQueueClient($"q{Guid.NewGuid():N}");
    }
}
