using System.Text.Json;
using Azure.Data.Tables;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Testing;

namespace FunctionsSync.Connectors.Tests.Storage;

public sealed class TableMappingStoreTests(AzuriteFixture azurite) : MappingStoreContract
{
    protected override async Task<IMappingStore> CreateAsync() => new TableMappingStore(await azurite.NewTableAsync());

    [Fact]
    public async Task TryAddAsync_FirstUseBySeveralProcesses_CreatesTheTableOnce()
    {
        var table = await azurite.NewTableAsync();
        var cancellationToken = TestContext.Current.CancellationToken;

        var added = await Task.WhenAll(Enumerable.Range(1, 8).Select(id => Task.Run(() =>
            new TableMappingStore(table).TryAddAsync(new() { Flow = new("Projects"), Bitrix24Id = new(id) }, cancellationToken))));

        Assert.All(added, Assert.NotNull);
    }

    [Fact]
    public async Task TryAddAsync_WithPage_WritesTheRowsOperatorsAndResyncRelyOn()
    {
        var table = await azurite.NewTableAsync();
        var cancellationToken = TestContext.Current.CancellationToken;
        var page = new PageId(Guid.NewGuid());
        var field = new FieldBaseline(new("b1"), new("n1"), OnlyInNotion: true);

        await new TableMappingStore(table).TryAddAsync(
            new()
            {
                Flow = new("a/b"),
                Bitrix24Id = new(42),
                PageId = page,
                SyncSource = Side.Bitrix24,
                Baseline = new(Baseline.None.Fields.Add(new("TITLE=Name"), field)),
            },
            cancellationToken);

        var forward = (await table.GetEntityAsync<TableEntity>("a~002fb", "b:42", cancellationToken: cancellationToken)).Value;
        Assert.Equal("b24", forward["syncSource"]);
        Assert.Equal(page.ToString(), forward["pageId"]);
        Assert.Equal(["b1", "n1", "n"], JsonSerializer.Deserialize<Dictionary<string, string[]>>(forward.GetString("baseline"))!["TITLE=Name"]);
        var reverse = (await table.GetEntityAsync<TableEntity>("a~002fb", $"n:{page}", cancellationToken: cancellationToken)).Value;
        Assert.Equal(42L, reverse["bitrix24Id"]);
    }

    /// <summary>Until then a baseline did not say which properties it is about.</summary>
    [Fact]
    public async Task FindAsync_RowOfAnEarlierVersion_LeavesThePropertiesUnknown()
    {
        var table = await azurite.NewTableAsync();
        var cancellationToken = TestContext.Current.CancellationToken;
        var store = new TableMappingStore(table);
        await store.TryAddAsync(new() { Flow = new("Projects"), Bitrix24Id = new(42) }, cancellationToken);
        await table.UpsertEntityAsync(
            new TableEntity("Projects", "b:42") { ["bitrix24Id"] = 42L, ["baseline"] = """{"TITLE=Name":["b1","n1"]}""", ["intended"] = """{"TITLE=Name":["n","b2","n2"]}""" },
            TableUpdateMode.Replace,
            cancellationToken);

        var mapping = await store.FindAsync(new("Projects"), new Bitrix24Id(42), cancellationToken);

        Assert.Equal(new Baseline(Baseline.None.Fields.Add(new("TITLE=Name"), new(new("b1"), new("n1")))), mapping?.Baseline);
        Assert.Equal(new(Side.Notion, new(new("b2"), new("n2")), Property: null), Assert.Single(mapping!.Intended).Value);
    }

    [Fact]
    public async Task TryAddAsync_BaselineLargerThanARow_IsRefusedBeforeAnythingIsStored()
    {
        var store = await CreateAsync();
        var cancellationToken = TestContext.Current.CancellationToken;
        var huge = new Baseline(Baseline.None.Fields.Add(new(new string('x', 500_000)), new(new("b"), new("n"))));

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => store.TryAddAsync(
            new() { Flow = new("Projects"), Bitrix24Id = new(42), Baseline = huge }, cancellationToken));

        Assert.Contains("'baseline'", refusal.Message, StringComparison.Ordinal);
        Assert.Null(await store.FindAsync(new("Projects"), new Bitrix24Id(42), cancellationToken));
    }
}
