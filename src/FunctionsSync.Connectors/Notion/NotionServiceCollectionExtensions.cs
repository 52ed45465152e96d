using FunctionsSync.Connectors.Budget;
using FunctionsSync.Connectors.Http;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Polly;

namespace FunctionsSync.Connectors.Notion;

public static class NotionServiceCollectionExtensions
{
    /// <summary>Notion gives up after about 60 s and then says what it saved: waiting less would lose that answer.</summary>
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(80);

    /// <summary>All attempts of a read, with the longest pause that Notion may ask for in between: a listing is not begun again because of one.</summary>
    private static readonly TimeSpan TotalTimeout = TimeSpan.FromMinutes(15);

    public static IServiceCollection AddNotion(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<NotionOptions>(configuration, "Notion", options =>
        {
            SettingsSection.RequirePositive("Notion__RequestsPerSecond", options.RequestsPerSecond);
            SettingsSection.RequirePositive("Notion__Burst", options.Burst);
        });
        services.AddTransient<NotionAuthorizationHandler>();
        services.AddBudget(NotionBudgetHandler.Key, provider => new(
            NotionBudgetHandler.Key, "Notion", new(Options(provider).RequestsPerSecond, Options(provider).Burst, CountsMinutes: true)));
        services.AddTransient(provider => new NotionBudgetHandler(
            provider.GetRequiredKeyedService<RequestBudget>(NotionBudgetHandler.Key), provider.GetRequiredService<TimeProvider>()));

        // Outermost first: total timeout, retry, then for every attempt its slot of the budget and its own timeout.
        var client = services.AddHttpClient<NotionClient>((provider, http) =>
            {
                http.BaseAddress = OutsideAddress.Parse("The setting Notion__BaseUrl", Options(provider).BaseUrl, "https://api.notion.com");
                http.Timeout = Timeout.InfiniteTimeSpan;
                http.DefaultRequestHeaders.UserAgent.ParseAdd(ProductUserAgent.Value);
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        client.AddResilienceHandler("retry", (pipeline, context) => pipeline
            .On(context.ServiceProvider.GetRequiredService<TimeProvider>())
            .AddTimeout(TotalTimeout)
            .AddRetry(ReadRetry.Create(context.ServiceProvider.GetRequiredService<TimeProvider>(), context.ServiceProvider.GetService<Random>())));
        client.AddHttpMessageHandler<NotionAuthorizationHandler>();
        client.AddHttpMessageHandler<NotionBudgetHandler>();
        client.AddResilienceHandler("attempt", (pipeline, context) => pipeline
            .On(context.ServiceProvider.GetRequiredService<TimeProvider>())
            .AddTimeout(AttemptTimeout));

        services.AddSingleton<NotionToken>();
        services.AddSingleton<NotionUserDirectory>();
        services.AddSingleton<NotionBot>();
        services.AddSingleton<INotionSelf>(provider => provider.GetRequiredService<NotionBot>());
        services.AddSingleton<NotionLongValues>();
        services.AddSingleton<NotionPagesById>();
        services.AddSingleton<NotionReader>();
        services.AddSingleton<NotionWriter>();
        services.AddSingleton<INotionPages, NotionPages>();
        services.AddSingleton<INotionBodies, NotionBodies>();
        services.AddSingleton<INotionSchema, NotionSchema>();
        return services;
    }

    private static NotionOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<NotionOptions>>().Value;
}
