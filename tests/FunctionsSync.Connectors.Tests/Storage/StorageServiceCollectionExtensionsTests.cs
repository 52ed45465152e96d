using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Connectors.Tests.Storage;

public sealed class StorageServiceCollectionExtensionsTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddInMemoryStorage_EveryPort_IsOneWorkingSingleton()
    {
        await using var services = new ServiceCollection().AddInMemoryStorage().BuildServiceProvider();

        await AssertEveryPortWorksAsync(services);
    }

    [Fact]
    public async Task AddAzureStorage_ConnectionString_IsOneWorkingSingletonPerPort()
    {
        await azurite.RequireAsync(Cancelled);
        await using var services = new ServiceCollection()
            .AddAzureStorage(Settings(("AzureWebJobsStorage", azurite.ConnectionString)))
            .BuildServiceProvider();

        await AssertEveryPortWorksAsync(services);
    }

    [Theory]
    [InlineData("AzureWebJobsStorage:accountName=acme")]
    [InlineData("AzureWebJobsStorage:accountName=acme;AzureWebJobsStorage:credential=managedidentity")]
    [InlineData("AzureWebJobsStorage:accountName=acme;AzureWebJobsStorage:credential=ManagedIdentity;AzureWebJobsStorage:clientId=11111111-1111-1111-1111-111111111111")]
    [InlineData("AzureWebJobsStorage:accountName=acme;AzureWebJobsStorage:clientId=11111111-1111-1111-1111-111111111111")]
    [InlineData("AzureWebJobsStorage:queueServiceUri=https://acme.queue.core.windows.net;AzureWebJobsStorage:tableServiceUri=https://acme.table.core.windows.net")]
    public void Read_IdentitySettings_PointsAtTheAccount(string settings)
    {
        var account = AzureStorageAccount.Read(Settings(settings));

        Assert.Equal("https://acme.table.core.windows.net/", account.Tables.Uri.AbsoluteUri);
        Assert.Equal("https://acme.queue.core.windows.net/", account.Queues.Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData("", "AzureWebJobsStorage is missing")]
    [InlineData("AzureWebJobsStorage= ", "AzureWebJobsStorage is missing")]
    [InlineData("AzureWebJobsStorage:queueServiceUri=https://acme.queue.core.windows.net", "AzureWebJobsStorage__tableServiceUri is missing")]
    [InlineData("AzureWebJobsStorage:tableServiceUri=https://acme.table.core.windows.net", "AzureWebJobsStorage__queueServiceUri is missing")]
    [InlineData("AzureWebJobsStorage:tableServiceUri=http://acme.table.core.windows.net", "AzureWebJobsStorage__tableServiceUri must be the https address")]
    [InlineData("AzureWebJobsStorage:queueServiceUri=acme", "AzureWebJobsStorage__queueServiceUri must be the https address")]
    [InlineData("AzureWebJobsStorage:accountName=no such/name?", "AzureWebJobsStorage__accountName must be the name of a storage account")]
    [InlineData("AzureWebJobsStorage:accountName=acme;AzureWebJobsStorage:credential=password", "AzureWebJobsStorage__credential must be")]
    public void AddAzureStorage_SettingMissingOrWrong_NamesItInOneLine(string settings, string expected)
    {
        var refusal = Assert.Throws<ConfigurationException>(() => new ServiceCollection().AddAzureStorage(Settings(settings)));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Theory]
    [InlineData("not a connection string, but private")]
    [InlineData("AccountName=acme;AccountKey=private")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=private!;EndpointSuffix=core.windows.net")]
    [InlineData("AccountKey=private")]
    public void AddAzureStorage_DamagedConnectionString_DoesNotQuoteIt(string connectionString)
    {
        var refusal = Assert.Throws<ConfigurationException>(
            () => new ServiceCollection().AddAzureStorage(Settings(("AzureWebJobsStorage", connectionString))));

        Assert.Contains("AzureWebJobsStorage", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("private", refusal.ToString(), StringComparison.Ordinal);
    }

    private static async Task AssertEveryPortWorksAsync(IServiceProvider services)
    {
        // The names of the tables are fixed here, so other runs of the same Azurite may have left something.
        var flow = new FlowName($"f{Guid.NewGuid():N}");
        Assert.NotNull(await services.GetRequiredService<IMappingStore>().TryAddAsync(new() { Flow = flow, Bitrix24Id = new(1) }, Cancelled));
        Assert.NotNull(await services.GetRequiredService<IMappingStore>().FindAsync(flow, new Bitrix24Id(1), Cancelled));

        Assert.True(await services.GetRequiredService<ICursorStore>().TryWriteAsync(new(flow.Value, DateTimeOffset.UnixEpoch), Cancelled));
        Assert.NotNull(await services.GetRequiredService<ICursorStore>().ReadAsync(flow.Value, Cancelled));

        Assert.NotNull(await services.GetRequiredService<IBudgetStore>().TryWriteAsync(new(flow.Value, "state"), Cancelled));
        Assert.NotNull(await services.GetRequiredService<IBudgetStore>().ReadAsync(flow.Value, Cancelled));

        Assert.NotNull(await services.GetRequiredService<ILeases>().TryTakeAsync(flow.Value, TimeSpan.FromMinutes(1), Cancelled));
        Assert.Null(await services.GetRequiredService<ILeases>().TryTakeAsync(flow.Value, TimeSpan.FromMinutes(1), Cancelled));

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await services.GetRequiredService<IJournal>().AppendAsync(
            new() { At = now, Kind = JournalKind.Updated, Flow = flow, Bitrix24Id = new(1) }, Cancelled);
        Assert.Contains(await services.GetRequiredService<IJournal>().ReadAsync(10, Cancelled), entry => entry.Flow == flow);

        var failed = new FailedRequest
        {
            Id = flow.Value, Message = "m", Kind = FailureKind.Rejected, Reason = "r", FirstFailedAt = now, LastFailedAt = now,
        };
        Assert.True(await services.GetRequiredService<IFailedRequests>().TryWriteAsync(failed, Cancelled));
        Assert.NotNull(await services.GetRequiredService<IFailedRequests>().FindAsync(flow.Value, Cancelled));

        await services.GetRequiredService<ISyncRequestQueue>().EnqueueAsync(
            new(new RecordRef.Bitrix24(EntityType.Deal, new(1)), SyncCause.Bitrix24Event, now, flow), TimeSpan.Zero, Cancelled);
        var received = await services.GetRequiredService<ISyncRequestReceiver>().ReceiveAsync(32, TimeSpan.FromMinutes(1), Cancelled);
        Assert.Contains(received, message => SyncRequest.Deserialize(message.Text).Flow == flow);
    }

    private static IConfiguration Settings(string pairs) =>
        Settings([.. pairs.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1]))]);

    private static IConfiguration Settings(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Name, setting.Value)))
            .Build();
}
