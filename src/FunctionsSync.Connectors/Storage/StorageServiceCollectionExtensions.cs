using FunctionsSync.Core.Ports;
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
        services.TryAddSingleton(new JournalRetention());
        services.AddSingleton<IMappingStore, InMemoryMappingStore>();
        services.AddSingleton<ICursorStore, InMemoryCursorStore>();
        services.AddSingleton<IJournal, InMemoryJournal>();
        services.AddSingleton<InMemorySyncRequestQueue>();
        services.AddSingleton<ISyncRequestQueue>(provider => provider.GetRequiredService<InMemorySyncRequestQueue>());
        services.AddSingleton<ISyncRequestReceiver>(provider => provider.GetRequiredService<InMemorySyncRequestQueue>());
        return services;
    }
}
