using System.Text.Json.Nodes;
using FunctionsSync.Simulators;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Testing;

namespace FunctionsSync.Scenarios.Sample;

/// <summary>The customer's installation: the flows of the sample <c>sync.json</c>, each with its database, and an instance that runs.</summary>
internal sealed class Customer : IAsyncDisposable
{
    private readonly Scenario _scenario;

    private Customer(Scenario scenario)
    {
        _scenario = scenario;
        var workspace = scenario.Systems.Notion.Workspace;
        Active = workspace.CreateDatabase("Active Projects", TwoSystems.DealSchema());
        Kanban = workspace.CreateDatabase("Kanban", new JsonObject
        {
            ["Name"] = new JsonObject { ["title"] = new JsonObject() },
            ["Status"] = new JsonObject { ["select"] = new JsonObject() },
            ["Responsible"] = new JsonObject { ["people"] = new JsonObject() },
            ["Deadline"] = new JsonObject { ["date"] = new JsonObject() },
            ["Project"] = new JsonObject
            {
                ["relation"] = new JsonObject { ["data_source_id"] = scenario.Systems.DataSourceId, ["single_property"] = new JsonObject() },
            },
            ["Bitrix24 ID"] = new JsonObject { ["number"] = new JsonObject { ["format"] = "number" } },
        });
    }

    public TwoSystems Systems => _scenario.Systems;

    public Bitrix24Portal Portal => Systems.Bitrix24.Portal;

    public IReadOnlyList<JsonObject> Projects => Systems.Pages;

    public IReadOnlyList<JsonObject> ActiveProjects => Systems.Notion.Workspace.Pages(Active.DataSourceId);

    public IReadOnlyList<JsonObject> Cards => Systems.Notion.Workspace.Pages(Kanban.DataSourceId);

    private (string DatabaseId, string DataSourceId) Active { get; }

    private (string DatabaseId, string DataSourceId) Kanban { get; }

    private int Writes => Count(Systems.Bitrix24.Requests) + Count(Systems.Notion.Requests);

    public static async Task<Customer> StartAsync(AzuriteFixture azurite)
    {
        var customer = new Customer(await Scenario.StartAsync(azurite));
        await customer._scenario.WriteSyncFileAsync(customer.SyncJson());
        await customer._scenario.StartHostAsync();
        return customer;
    }

    public Task SettleAsync() => _scenario.SettleAsync();

    /// <summary>Looks at everything once more, by polls and by comparing both sides in full, and fails when anything is written.</summary>
    public async Task AssertQuietAsync()
    {
        var before = Writes;
        await _scenario.ResyncAsync();
        await _scenario.SettleAsync();
        Assert.Equal(before, Writes);
    }

    public static string IdOf(JsonObject page) => page["id"]?.GetValue<string>() ?? string.Empty;

    public ValueTask DisposeAsync() => _scenario.DisposeAsync();

    private static int Count(RequestLog log) => log.Entries.Count(request => request.IsWrite);

    private string SyncJson()
    {
        var file = SampleSyncFile.Read();
        foreach (var flow in file["flows"]!.AsArray())
        {
            flow!["notion"]!["database"] = flow["name"]!.GetValue<string>() switch
            {
                "Projects" => Systems.DatabaseId,
                "Active Projects" => Active.DatabaseId,
                "Kanban" => Kanban.DatabaseId,
                var name => throw new InvalidOperationException($"There is no database for the flow {name}."),
            };
        }

        return file.ToJsonString();
    }
}
