using System.Reflection;
using FunctionsSync.Service;
using FunctionsSync.Simulation.Mutations;
using FunctionsSync.Simulation.Worlds;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace FunctionsSync.Simulation.Instances;

/// <summary>The product as a host composes it, but for its clock, its chance, its network and its storage.</summary>
internal static class InstanceServices
{
    private static readonly IConfiguration Settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Bitrix24:PortalUrl"] = World.PortalAddress.AbsoluteUri,
        ["Bitrix24:OAuthUrl"] = World.PortalAddress.AbsoluteUri,
        ["Bitrix24:ClientId"] = "local.simulated.client",
    }).Build();

    private static readonly IReadOnlyList<ServiceDescriptor> Engine = [.. Register()];

    private static readonly MethodInfo AddPortMethod =
        typeof(InstanceServices).GetMethod(nameof(AddPort), BindingFlags.NonPublic | BindingFlags.Static) ?? throw new MissingMethodException(nameof(AddPort));

    public static ServiceProvider Build(
        Instance instance, World world, TimeProvider clock, Random random, Func<HttpMessageHandler> network, SharedStorage storage, TravelTime takes,
        Action<Type, object?[], object?> done, Mutation? mutation)
    {
        var services = new ServiceCollection();
        foreach (var descriptor in Engine)
        {
            ((ICollection<ServiceDescriptor>)services).Add(descriptor);
        }

        services.AddSingleton(world);
        services.AddSingleton(clock);
        services.AddSingleton(random);
        services.AddSingleton(network);
        foreach (var port in storage.Ports)
        {
            AddPortMethod.MakeGenericMethod(port).Invoke(null, [services, instance, takes, storage, done]);
        }

        mutation?.Apply(new(services, instance, storage, clock));
        return services.BuildServiceProvider();
    }

    private static void AddPort<TPort>(IServiceCollection services, Instance instance, TravelTime takes, SharedStorage storage, Action<Type, object?[], object?> done)
        where TPort : class =>
        services.AddSingleton(GatedPort<TPort>.Around(instance, takes, storage.Get<TPort>, (arguments, answer) => done(typeof(TPort), arguments, answer)));

    private static ServiceCollection Register()
    {
        var services = new ServiceCollection();
        services.AddSyncEngine(Settings, provider => provider.GetRequiredService<World>().File);
        services.ConfigureHttpClientDefaults(client => client.RemoveAllLoggers());
        services.AddOptions().PostConfigureAll<HttpClientFactoryOptions>(options =>
        {
            // Its timer would be the machine's, and keep what is long gone.
            options.HandlerLifetime = Timeout.InfiniteTimeSpan;
            options.HttpMessageHandlerBuilderActions.Add(builder =>
                builder.PrimaryHandler = builder.Services.GetRequiredService<Func<HttpMessageHandler>>()());
        });
        ShareClientFactories(services);
        return services;
    }

    /// <summary>Each container would compile the constructors of the typed clients anew, which costs more than all it does with them.</summary>
    private static void ShareClientFactories(ServiceCollection services)
    {
        var cache = services.First(descriptor => descriptor.ServiceType is { IsGenericTypeDefinition: true, Name: "Cache" }).ServiceType;
        var clients = services
            .Where(descriptor => descriptor.ImplementationFactory?.Method.DeclaringType?.FullName?.Contains(nameof(HttpClientBuilderExtensions), StringComparison.Ordinal) ?? false)
            .Select(descriptor => descriptor.ServiceType)
            .ToList();
        var prototype = services.BuildServiceProvider();
        foreach (var shared in clients.Select(client => cache.MakeGenericType(client)))
        {
            services.AddSingleton(shared, prototype.GetRequiredService(shared));
        }
    }
}
