using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Connectors.Notion;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Draining;
using FunctionsSync.Service.Flows;
using FunctionsSync.Service.Intake;
using FunctionsSync.Service.Polling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FunctionsSync.Service;

public static class ServiceCollectionExtensions
{
    /// <summary>The engine without storage and secrets: both systems' connectors and the use cases.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">The settings of design section 12.</param>
    /// <param name="file">Gives <c>sync.json</c> when it is first needed.</param>
    public static IServiceCollection AddSyncEngine(this IServiceCollection services, IConfiguration configuration, Func<IServiceProvider, SyncFile> file)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(file);
        services.AddSingleton(provider => new UserOverrides(provider.GetRequiredService<SyncFile>().Users));
        services.AddBitrix24(configuration);
        services.AddNotion(configuration);
        services.AddSingleton<FlowBinder>();
        services.AddSingleton<FlowCatalog>();
        services.AddSingleton<StartupCheck>();
        services.AddSingleton<EventVerifier>();
        services.AddSingleton<EventIntake>();
        services.AddSingleton<NotionPoll>();
        services.AddSingleton<RecordClaim>();
        services.AddSingleton<SyncJournal>();
        services.AddSingleton<PageCreation>();
        services.AddSingleton<RecordSync>();
        services.AddSingleton<WriteDrain>();
        return services;
    }
}
