using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FunctionsSync.Connectors.Storage;

/// <summary>Registers the storage ports, all as singletons.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>Storage that is gone with the process: for tests and the demo.</summary>
    public static IServiceCollection AddInMemoryStorage(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IMappingStore, InMemoryMappingStore>();
        services.AddSingleton<ICursorStore, InMemoryCursorStore>();
        services.AddSingleton<IFlowStateStore, InMemoryFlowStateStore>();
        services.AddSingleton<IBudgetStore, InMemoryBudgetStore>();
        services.AddSingleton<IFailedRequests, InMemoryFailedRequests>();
        services.AddSingleton<ILeases, InMemoryLeases>();
        services.AddSingleton<IJournal, InMemoryJournal>();
        services.AddSingleton<InMemorySyncRequestQueue>();
        services.AddSingleton<ISyncRequestQueue>(provider => provider.GetRequiredService<InMemorySyncRequestQueue>());
        services.AddSingleton<ISyncRequestReceiver>(provider => provider.GetRequiredService<InMemorySyncRequestQueue>());
        return services;
    }

    /// <summary>
    /// Azure Table and Queue Storage, in the account of the setting <c>AzureWebJobsStorage</c>: a connection string, or
    /// <c>AzureWebJobsStorage__accountName</c>, or <c>__queueServiceUri</c> and <c>__tableServiceUri</c>, with <c>__clientId</c> for a
    /// user-assigned identity. Nothing is asked of the account before the first use.
    /// </summary>
    /// <exception cref="ConfigurationException">A setting is missing or wrong.</exception>
    public static IServiceCollection AddAzureStorage(this IServiceCollection services, IConfiguration configuration)
    {
        var (tables, queues) = AzureStorageAccount.Read(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IMappingStore>(new TableMappingStore(tables.GetTableClient(TableMappingStore.TableName)));
        services.AddSingleton<ICursorStore>(new TableCursorStore(tables.GetTableClient(TableCursorStore.TableName)));
        services.AddSingleton<IFlowStateStore>(new TableFlowStateStore(tables.GetTableClient(TableFlowStateStore.TableName)));
        services.AddSingleton<IBudgetStore>(new TableBudgetStore(tables.GetTableClient(TableBudgetStore.TableName)));
        services.AddSingleton<IFailedRequests>(new TableFailedRequests(tables.GetTableClient(TableFailedRequests.TableName)));
        services.AddSingleton<ILeases>(provider => new TableLeases(
            tables.GetTableClient(TableLeases.TableName), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IJournal>(provider => new TableJournal(
            tables.GetTableClient(TableJournal.TableName),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<JournalRetention>()));
        services.AddSingleton(new AzureSyncRequestQueue(queues.GetQueueClient));
        services.AddSingleton<ISyncRequestQueue>(provider => provider.GetRequiredService<AzureSyncRequestQueue>());
        services.AddSingleton<ISyncRequestReceiver>(provider => provider.GetRequiredService<AzureSyncRequestQueue>());
        return services;
    }
}
