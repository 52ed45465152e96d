using FunctionsSync.Connectors.Http;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Polly;

namespace FunctionsSync.Connectors.Bitrix24;

public static class Bitrix24ServiceCollectionExtensions
{
    /// <summary>The portal cuts a request after 60 s; waiting a little longer gets its answer. Source: https://apidocs.bitrix24.com/limits.html.</summary>
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(70);
    private static readonly TimeSpan TotalTimeout = TimeSpan.FromMinutes(4);

    public static IServiceCollection AddBitrix24(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<Bitrix24Options>(configuration, "Bitrix24", options =>
        {
            SettingsSection.RequirePositive("Bitrix24__RequestsPerSecond", options.RequestsPerSecond);
            SettingsSection.RequirePositive("Bitrix24__Burst", options.Burst);
        });
        services.AddHttpClient(Bitrix24Authorization.HttpClientName, (provider, http) =>
                Configure(http, OutsideAddress.Parse("Bitrix24__OAuthUrl", Options(provider).OAuthUrl, "https://oauth.bitrix.info")))
            .ConfigurePrimaryHttpMessageHandler(WithoutRedirects)
            .AddResilienceHandler("timeout", (pipeline, context) => pipeline
                .On(context.ServiceProvider.GetRequiredService<TimeProvider>())
                .AddTimeout(AttemptTimeout));
        services.AddHttpClient<Bitrix24Client>((provider, http) =>
                Configure(http, OutsideAddress.Parse("Bitrix24__PortalUrl", Options(provider).PortalUrl, "https://example.bitrix24.com")))
            .ConfigurePrimaryHttpMessageHandler(WithoutRedirects)
            .AddResilienceHandler("retry", (pipeline, context) => pipeline
                .On(context.ServiceProvider.GetRequiredService<TimeProvider>())
                .AddTimeout(TotalTimeout)
                .AddRetry(ReadRetry.Create(context.ServiceProvider.GetRequiredService<TimeProvider>()))
                .AddRateLimiter(context.ServiceProvider.GetRequiredService<Bitrix24RateLimiter>().Limiter)
                .AddTimeout(AttemptTimeout));
        services.AddSingleton(provider => new Bitrix24RateLimiter(Options(provider)));
        services.AddSingleton<Bitrix24TokenStore>();
        services.AddSingleton<Bitrix24Authorization>();
        services.AddSingleton<Bitrix24StatusDirectory>();
        services.AddSingleton<Bitrix24UserDirectory>();
        services.AddSingleton<Bitrix24Choices>();
        services.AddSingleton<Bitrix24Items>();
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
        services.AddSingleton<Bitrix24Schema>();
        services.AddSingleton<Bitrix24TaskSchema>();
        services.AddSingleton<IBitrix24Schema, Bitrix24SchemaByEntity>();
        services.AddSingleton<IBitrix24Events, Bitrix24Events>();
        return services;
    }

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
