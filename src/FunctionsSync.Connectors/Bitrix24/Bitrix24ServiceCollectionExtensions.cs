using FunctionsSync.Connectors.Budget;
using FunctionsSync.Connectors.Http;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Polly;

namespace FunctionsSync.Connectors.Bitrix24;

public static class Bitrix24ServiceCollectionExtensions
{
    /// <summary>The portal cuts a request after 60 s; waiting a little longer gets its answer. Source: https://apidocs.bitrix24.com/limits.html.</summary>
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(70);

    /// <summary>All attempts of a read, with the longest pause that the portal may ask for in between: a listing is not begun again because of one.</summary>
    private static readonly TimeSpan TotalTimeout = TimeSpan.FromMinutes(15);

    public static IServiceCollection AddBitrix24(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<Bitrix24Options>(configuration, "Bitrix24", options =>
        {
            SettingsSection.RequirePositive("Bitrix24__RequestsPerSecond", options.RequestsPerSecond);
            SettingsSection.RequirePositive("Bitrix24__Burst", options.Burst);
        });
        services.AddHttpClient(Bitrix24TokenRefresh.HttpClientName, (provider, http) =>
                Configure(http, OutsideAddress.Parse("The setting Bitrix24__OAuthUrl", Options(provider).OAuthUrl, "https://oauth.bitrix.info")))
            .ConfigurePrimaryHttpMessageHandler(WithoutRedirects)
            .AddResilienceHandler("timeout", (pipeline, context) => pipeline
                .On(context.ServiceProvider.GetRequiredService<TimeProvider>())
                .AddTimeout(AttemptTimeout));
        services.AddBudget(Bitrix24BudgetHandler.Key, provider => new(Bitrix24BudgetHandler.Key, "The Bitrix24 portal", Limits(Options(provider))));
        services.AddTransient(provider => new Bitrix24BudgetHandler(
            provider.GetRequiredKeyedService<RequestBudget>(Bitrix24BudgetHandler.Key), provider.GetRequiredService<TimeProvider>()));

        // Outermost first: total timeout, retry, then for every attempt its slot of the budget and its own timeout.
        var client = services.AddHttpClient<Bitrix24Client>((provider, http) =>
                Configure(http, Bitrix24PortalAddress.Configured(Options(provider))))
            .ConfigurePrimaryHttpMessageHandler(WithoutRedirects);
        client.AddResilienceHandler("retry", (pipeline, context) => pipeline
            .On(context.ServiceProvider.GetRequiredService<TimeProvider>())
            .AddTimeout(TotalTimeout)
            .AddRetry(ReadRetry.Create(context.ServiceProvider.GetRequiredService<TimeProvider>(), context.ServiceProvider.GetService<Random>())));
        client.AddHttpMessageHandler<Bitrix24BudgetHandler>();
        client.AddResilienceHandler("attempt", (pipeline, context) => pipeline
            .On(context.ServiceProvider.GetRequiredService<TimeProvider>())
            .AddTimeout(AttemptTimeout));
        services.AddSingleton<Bitrix24OperatingTime>();
        services.AddSingleton<Bitrix24Features>();
        services.AddSingleton<Bitrix24TokenStore>();
        // Enough for a process that is alone; the storage that is shared with others brings its own.
        services.TryAddSingleton<ILeases, InMemoryLeases>();
        services.AddSingleton<Bitrix24TokenRefresh>();
        services.AddSingleton<Bitrix24SingleFlight>();
        services.AddSingleton<Bitrix24Authorization>();
        services.AddSingleton<Bitrix24StatusDirectory>();
        services.AddSingleton<Bitrix24UserDirectory>();
        services.AddSingleton<Bitrix24Choices>();
        services.AddSingleton<Bitrix24Items>();
        services.AddSingleton<Bitrix24BatchReader>();
        services.AddSingleton<Bitrix24Titles>();
        services.AddSingleton<Bitrix24Address>();
        services.AddSingleton<Bitrix24Reader>();
        services.AddSingleton<Bitrix24Writer>();
        services.AddSingleton<Bitrix24Listing>();
        services.AddSingleton<Bitrix24Values>();
        services.AddSingleton<Bitrix24Tasks>();
        services.AddSingleton<Bitrix24Records>();
        services.AddSingleton<Bitrix24TaskRecords>();
        services.AddSingleton<IBitrix24Records, Bitrix24RecordsByEntity>();
        services.AddSingleton<IBitrix24Changes, Bitrix24Changes>();
        services.AddSingleton<Bitrix24Schema>();
        services.AddSingleton<Bitrix24TaskSchema>();
        services.AddSingleton<IBitrix24Schema, Bitrix24SchemaByEntity>();
        services.AddSingleton<IBitrix24Events, Bitrix24Events>();
        services.AddSingleton<IBitrix24OfflineEvents, Bitrix24OfflineEvents>();
        services.AddSingleton<IBitrix24Application, Bitrix24Application>();
        return services;
    }

    /// <summary>The bucket may be shared with other applications of the customer: a fifth of it is left to them.</summary>
    private static BudgetLimits Limits(Bitrix24Options options) => new(options.RequestsPerSecond, Math.Max(1, options.Burst * 4 / 5), CountsMinutes: false);

    private static void Configure(HttpClient http, Uri address)
    {
        http.BaseAddress = address;
        // The resilience pipeline has its own timeouts; the client's would cut retries short.
        http.Timeout = Timeout.InfiniteTimeSpan;
        http.DefaultRequestHeaders.UserAgent.ParseAdd(ProductUserAgent.Value);
    }

    /// <summary>A renamed portal answers 302, and following it would turn a POST into a GET without its body.</summary>
    private static SocketsHttpHandler WithoutRedirects() => new() { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };

    private static Bitrix24Options Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<Bitrix24Options>>().Value;
}
