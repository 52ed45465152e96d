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
        return services;
    }
}
