using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FunctionsSync.Connectors.Budget;

internal static class BudgetServiceCollectionExtensions
{
    /// <summary>Registers a system's budget under its key, over the storage that the host registers.</summary>
    public static void AddBudget(this IServiceCollection services, string key, Func<IServiceProvider, BudgetedSystem> system)
    {
        services.TryAddSingleton<BudgetOutlook>();
        services.AddKeyedSingleton(key, (provider, _) => new RequestBudget(
            system(provider),
            provider.GetRequiredService<IBudgetStore>(),
            provider.GetRequiredService<BudgetOutlook>(),
            provider.GetRequiredService<TimeProvider>()));
    }
}
