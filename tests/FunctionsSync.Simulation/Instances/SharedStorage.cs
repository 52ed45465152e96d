using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulation.Worlds;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Simulation.Instances;

/// <summary>What all instances share: the storage account and the secrets, in memory. Every port that the product's own registration names is here.</summary>
internal sealed class SharedStorage : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly Dictionary<Type, object> _replaced = [];

    public SharedStorage(TimeProvider clock)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clock);
        services.AddInMemoryStorage();
        services.AddSingleton<ISecretStore>(new InMemorySecretStore());
        Ports = [.. services.Select(descriptor => descriptor.ServiceType).Where(type => type.IsInterface).Distinct()];
        _services = services.BuildServiceProvider();
    }

    public IReadOnlyList<Type> Ports { get; }

    public T Get<T>()
        where T : class => _replaced.GetValueOrDefault(typeof(T)) as T ?? _services.GetRequiredService<T>();

    /// <summary>The table is gone; an empty one is in its place.</summary>
    public void LoseMappings() => _replaced[typeof(IMappingStore)] = new InMemoryMappingStore();

    /// <summary>Whether any mapping tells that the field is paired with the property it has now or, where it has none, with one it had.</summary>
    public bool Remembers(SyncedFlow flow, MappedField field) =>
        Get<IMappingStore>().ListAsync(new(flow.Name), CancellationToken.None).ToBlockingEnumerable().Any(mapping =>
            mapping.Baseline.Properties.TryGetValue(new(field.Key), out var id)
            && (flow.PropertyIds[field] is not { } property || Uri.UnescapeDataString(id) == property));

    public void Dispose() => _services.Dispose();
}
