using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Polling;
using FunctionsSync.Service.Resyncing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Cli.Hosting;

internal static class ScheduledWorkExtensions
{
    public static IServiceCollection AddNotionPoll(this IServiceCollection services, Schedule schedule) =>
        services.AddScheduledWork("The Notion poll", schedule, (provider, cancellationToken) => provider.GetRequiredService<NotionPoll>().RunAsync(cancellationToken));

    public static IServiceCollection AddCatchUp(this IServiceCollection services, Schedule schedule) =>
        services.AddScheduledWork("The Bitrix24 catch-up", schedule, (provider, cancellationToken) => provider.GetRequiredService<Bitrix24CatchUp>().RunAsync(cancellationToken));

    public static IServiceCollection AddResync(this IServiceCollection services, Schedule schedule) =>
        services.AddScheduledWork(
            "Resync", schedule, (provider, cancellationToken) => provider.GetRequiredService<Resync>().RunAsync(progress: null, cancellationToken));

    private static IServiceCollection AddScheduledWork(
        this IServiceCollection services, string name, Schedule schedule, Func<IServiceProvider, CancellationToken, Task> work) =>
        // Not AddHostedService: that takes only one service of a type.
        services.AddSingleton<IHostedService>(provider => new ScheduledWork(
            name,
            schedule,
            cancellationToken => work(provider, cancellationToken),
            provider.GetRequiredService<ILeases>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ScheduledWork>>()));
}
