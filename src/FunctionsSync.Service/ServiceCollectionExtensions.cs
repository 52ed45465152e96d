using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Connectors.Notion;
using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Conflicts;
using FunctionsSync.Service.Draining;
using FunctionsSync.Service.Flows;
using FunctionsSync.Service.Intake;
using FunctionsSync.Service.Operating;
using FunctionsSync.Service.Parking;
using FunctionsSync.Service.Polling;
using FunctionsSync.Service.Relations;
using FunctionsSync.Service.Resyncing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Service;

public static class ServiceCollectionExtensions
{
    /// <summary>The whole product, as its hosts run it: the engine, Azure storage and the secret store the settings name.</summary>
    /// <exception cref="ConfigurationException">A setting is missing or wrong; some are found only when they are first used.</exception>
    public static IServiceCollection AddFunctionsSync(this IServiceCollection services, IConfiguration configuration) => services
        .AddSyncEngine(configuration, _ => SyncFileReader.ReadFile(SyncFilePath(configuration)))
        .AddAzureStorage(configuration)
        .AddSecrets(configuration);

    /// <summary>The engine without storage and secrets: both systems' connectors and the use cases.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">The settings of design section 12.</param>
    /// <param name="file">Gives <c>sync.json</c> when it is first needed.</param>
    public static IServiceCollection AddSyncEngine(this IServiceCollection services, IConfiguration configuration, Func<IServiceProvider, SyncFile> file)
    {
        services.TryAddSingleton(TimeProvider.System);
        // Both would tell of every single request.
        services.AddLogging(logging => logging.AddFilter("System.Net.Http", LogLevel.Warning).AddFilter("Polly", LogLevel.None));
        services.AddSingleton(file);
        services.AddSingleton(provider => new UserOverrides(provider.GetRequiredService<SyncFile>().Users));
        services.AddBitrix24(configuration);
        services.AddNotion(configuration);
        services.AddSingleton(provider => PageTemplates.Read(provider.GetRequiredService<SyncFile>()));
        services.AddSingleton<FormerProperties>();
        services.AddSingleton<FlowBinder>();
        services.AddSingleton<FlowCatalog>();
        services.AddSingleton<FlowBeginning>();
        services.AddSingleton<FlowControl>();
        services.AddSingleton<StartupCheck>();
        services.AddSingleton<EventVerifier>();
        services.AddSingleton<EventHandlerAddress>();
        services.AddSingleton<OfflineEventBindings>();
        services.AddSingleton<EventBindings>();
        services.AddSingleton<ApplicationInstallation>();
        // What ordinary events never need: it can call the portal.
        services.AddSingleton(provider => new Lazy<ApplicationInstallation>(provider.GetRequiredService<ApplicationInstallation>));
        services.AddSingleton<EventIntake>();
        services.AddSingleton<NotionSubscription>();
        services.AddSingleton<NotionEventIntake>();
        services.AddOptions<EchoOptions>().Bind(configuration.GetSection("Sync")).PostConfigure(options => options.Check());
        services.AddSingleton<PollReadings>();
        services.AddSingleton<NotionPoll>();
        services.AddSingleton<OfflineEvents>();
        services.AddSingleton<Bitrix24CatchUp>();
        services.AddSingleton<RelatedRecords>();
        services.AddSingleton<WaitingRelations>();
        services.AddSingleton<SuspendedFields>();
        services.AddSingleton<RecordClaim>();
        services.AddSingleton<SyncJournal>();
        services.AddSingleton<RecordReader>();
        services.AddSingleton<PageBodies>();
        services.AddSingleton<PageFinder>();
        services.AddSingleton<PageCreation>();
        services.AddSingleton<LostPartner>();
        services.AddSingleton<WorkUnderWay>();
        services.AddSingleton<SidesReader>();
        services.AddSingleton<RecordSync>();
        services.AddSingleton<ConcernedRecords>();
        services.AddSingleton<ParkingLot>();
        services.AddSingleton<RefusedConnection>();
        services.AddSingleton<RequestFailures>();
        services.AddSingleton<PoisonWatch>();
        services.AddSingleton<ParkedRequests>();
        services.AddSingleton<OperatorRequests>();
        services.AddSingleton<Admission>();
        services.AddSingleton<RecentLooks>();
        services.AddSingleton<WriteDrain>();
        services.AddSingleton<ConflictRestore>();
        services.AddSingleton<Resync>();
        return services;
    }

    /// <summary>A relative path is looked for in the working directory, then beside the program: where a published app has its files.</summary>
    private static string SyncFilePath(IConfiguration configuration)
    {
        var path = configuration["SyncFile"] is { Length: > 0 } configured ? configured : "sync.json";
        var besideProgram = Path.Combine(AppContext.BaseDirectory, path);
        return !File.Exists(path) && File.Exists(besideProgram) ? besideProgram : path;
    }
}
