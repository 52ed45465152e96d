using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Draining;
using FunctionsSync.Service.Intake;
using FunctionsSync.Service.Operating;
using FunctionsSync.Service.Parking;
using FunctionsSync.Service.Polling;
using FunctionsSync.Service.Resyncing;
using FunctionsSync.Service.Tests.Intake;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace FunctionsSync.Service.Tests;

public sealed class ServiceCollectionExtensionsTests
{
    /// <summary>As the hosts compose it: every way to either system, and to any address, refuses to be called.</summary>
    [Fact]
    public async Task AddSyncEngine_EventIsAccepted_NoRemoteCallWasMade()
    {
        var queue = new Mock<ISyncRequestQueue>(MockBehavior.Strict);
        queue.Setup(port => port.EnqueueAsync(It.IsAny<SyncRequest>(), TimeSpan.Zero, Some.Cancel)).Returns(Task.CompletedTask);
        await using var provider = Engine(queue.Object, services =>
        {
            services.AddSingleton(Mock.Of<IHttpClientFactory>(MockBehavior.Strict));
            services.AddSingleton(Mock.Of<IBitrix24Records>(MockBehavior.Strict));
            services.AddSingleton(Mock.Of<IBitrix24Schema>(MockBehavior.Strict));
            services.AddSingleton(Mock.Of<INotionPages>(MockBehavior.Strict));
            services.AddSingleton(Mock.Of<INotionSchema>(MockBehavior.Strict));
        });

        var result = await provider.GetRequiredService<EventIntake>()
            .AcceptAsync("application/x-www-form-urlencoded", EventForm.Stream(EventForm.OnTheWire), Some.Cancel);

        Assert.Equal(200, result.StatusCode);
        queue.Verify(port => port.EnqueueAsync(It.IsAny<SyncRequest>(), TimeSpan.Zero, Some.Cancel), Times.Once);
    }

    [Theory]
    [InlineData(typeof(EventIntake))]
    [InlineData(typeof(ApplicationInstallation))]
    [InlineData(typeof(NotionPoll))]
    [InlineData(typeof(Bitrix24CatchUp))]
    [InlineData(typeof(WriteDrain))]
    [InlineData(typeof(Resync))]
    [InlineData(typeof(PoisonWatch))]
    [InlineData(typeof(OperatorRequests))]
    [InlineData(typeof(StartupCheck))]
    public async Task AddSyncEngine_EveryUseCase_IsComposedOnce(Type useCase)
    {
        await using var provider = Engine(Mock.Of<ISyncRequestQueue>(MockBehavior.Strict), _ => { });

        Assert.Same(provider.GetRequiredService(useCase), provider.GetRequiredService(useCase));
    }

    [Fact]
    public async Task AddFunctionsSync_SyncFileIsMissing_SaysSoWhenItIsNeeded()
    {
        var services = new ServiceCollection();
        services.AddFunctionsSync(Settings(new() { ["SyncFile"] = "no-such-file.json", ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true" }));
        await using var provider = services.BuildServiceProvider();

        var failure = Assert.Throws<ConfigurationException>(provider.GetRequiredService<StartupCheck>);

        Assert.Contains("SyncFile", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A poll reads five minutes again: what a longer window passed over would be left behind.</summary>
    [Theory]
    [InlineData("00:00:00", null)]
    [InlineData("00:03:00", null)]
    [InlineData("00:03:01", "The setting Sync__EchoWindow must be from 00:00:00 to 00:03:00: 00:03:01.")]
    [InlineData("-00:00:01", "The setting Sync__EchoWindow must be from 00:00:00 to 00:03:00: -00:00:01.")]
    public async Task AddSyncEngine_EchoWindow_StaysInsideWhatAPollReadsAgain(string window, string? refused)
    {
        await using var provider = Engine(Mock.Of<ISyncRequestQueue>(MockBehavior.Strict), _ => { }, new() { ["Sync:EchoWindow"] = window });

        Assert.Equal(refused, Record.Exception(provider.GetRequiredService<NotionPoll>)?.Message);
    }

    private static ServiceProvider Engine(
        ISyncRequestQueue queue, Action<IServiceCollection> replace, Dictionary<string, string?>? settings = null)
    {
        var services = new ServiceCollection();
        services.AddSyncEngine(Settings(settings ?? []), _ => Some.File(Some.Projects()));
        services.AddSingleton(queue);
        services.AddSingleton(Mock.Of<IMappingStore>(MockBehavior.Strict));
        services.AddSingleton(Mock.Of<ICursorStore>(MockBehavior.Strict));
        services.AddSingleton(Mock.Of<IFlowStateStore>(MockBehavior.Strict));
        services.AddSingleton(Mock.Of<IJournal>(MockBehavior.Strict));
        services.AddSingleton(Mock.Of<IFailedRequests>(MockBehavior.Strict));
        services.AddSingleton(Mock.Of<IBudgetStore>(MockBehavior.Strict));
        services.AddSingleton<ISecretStore>(new InMemorySecretStore(
        [
            new(SecretNames.Bitrix24ApplicationToken, EventForm.ApplicationToken),
            new(SecretNames.Bitrix24Tokens, $$"""{"access_token":"a","refresh_token":"r","member_id":"{{EventForm.MemberId}}"}"""),
        ]));
        replace(services);
        return services.BuildServiceProvider();
    }

    private static IConfiguration Settings(Dictionary<string, string?> settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>(settings)
        {
            ["Bitrix24:PortalUrl"] = $"https://{EventForm.Domain}",
            ["Bitrix24:ClientId"] = "local.1",
        })
        .Build();
}
