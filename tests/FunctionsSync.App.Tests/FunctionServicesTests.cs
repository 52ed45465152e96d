using System.Reflection;
using FunctionsSync.Service;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.App.Tests;

/// <summary>The worker makes a function's class when it is first called: too late to find that a service is missing.</summary>
public sealed class FunctionServicesTests
{
    public static TheoryData<Type> Classes => [.. typeof(SyncRequestsFunction).Assembly.GetExportedTypes()
        .Where(type => !type.IsAbstract && type.GetMethods().Any(method => method.GetCustomAttribute<FunctionAttribute>() is not null))];

    [Theory]
    [MemberData(nameof(Classes))]
    public async Task Function_Made_FindsItsServices(Type type)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
                ["SyncFile"] = PublishedApp.RepositoryFile("sync.json"),
                ["Bitrix24:PortalUrl"] = "https://portal.example.com",
                ["Bitrix24:ClientId"] = "local.example",
            })
            .Build();
        await using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddFunctionsSync(configuration).BuildServiceProvider();

        Assert.NotNull(ActivatorUtilities.CreateInstance(services, type));
    }
}
