using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;

namespace FunctionsSync.Testing;

/// <summary>A simulated portal and a simulated workspace with the same people in both, three companies, and a database for deals.</summary>
public sealed class TwoSystems : IAsyncDisposable
{
    private static readonly (string Name, string LastName)[] Names = [("Anna", "Petrova"), ("Ben", "Carter"), ("Chloé", "Martin")];
    private static readonly string[] CompanyTitles = ["Northwind Traders", "Contoso Ltd", "Fabrikam GmbH"];

    private TwoSystems(Bitrix24Simulator bitrix24, NotionSimulator notion)
    {
        Bitrix24 = bitrix24;
        Notion = notion;
        People = [.. Names.Select(AddToBoth)];
        Companies = [.. CompanyTitles.Select(bitrix24.Portal.AddCompany)];
        (DatabaseId, DataSourceId) = notion.Workspace.CreateDatabase("Projects", DealSchema());
    }

    public Bitrix24Simulator Bitrix24 { get; }

    public NotionSimulator Notion { get; }

    public IReadOnlyList<Colleague> People { get; }

    /// <summary>Ids of the companies in Bitrix24.</summary>
    public IReadOnlyList<int> Companies { get; }

    public string DatabaseId { get; }

    public string DataSourceId { get; }

    public IReadOnlyList<JsonObject> Pages => Notion.Workspace.Pages(DataSourceId);

    public int PageCount => Notion.Workspace.CountPages(DataSourceId);

    /// <summary>Starts both, on free ports.</summary>
    public static async Task<TwoSystems> StartAsync(
        Bitrix24SimulatorOptions bitrix24, NotionSimulatorOptions notion, CancellationToken cancellationToken)
    {
        var portal = await Bitrix24Simulator.StartAsync(bitrix24, cancellationToken);
        try
        {
            return new(portal, await NotionSimulator.StartAsync(notion, cancellationToken));
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }
    }

    /// <summary>The properties of a database for deals.</summary>
    public static JsonObject DealSchema() => new()
    {
        ["Name"] = new JsonObject { ["title"] = new JsonObject() },
        ["Status"] = new JsonObject { ["select"] = new JsonObject() },
        ["Amount"] = new JsonObject { ["number"] = new JsonObject { ["format"] = "number" } },
        ["Responsible"] = new JsonObject { ["people"] = new JsonObject() },
        ["Company"] = new JsonObject { ["rich_text"] = new JsonObject() },
        ["Creation Date"] = new JsonObject { ["date"] = new JsonObject() },
        ["Bitrix24 ID"] = new JsonObject { ["number"] = new JsonObject { ["format"] = "number" } },
    };

    public PortalDeal Deal(int id) => Bitrix24.Portal.Deals.Single(deal => deal.Id == id);

    /// <summary>The pages that carry a deal's id.</summary>
    public IReadOnlyList<JsonObject> PagesOf(int deal) => [.. Pages.Where(page => page.Bitrix24Id() == deal)];

    /// <summary>A person creates a deal in Bitrix24.</summary>
    public int AddDeal(string title, string stage = "NEW", decimal amount = 100) => Bitrix24.Portal.AddDeal(
        new Dictionary<string, object?>
        {
            ["TITLE"] = title,
            ["STAGE_ID"] = stage,
            ["OPPORTUNITY"] = amount,
            ["ASSIGNED_BY_ID"] = People[0].Bitrix24Id,
            ["COMPANY_ID"] = Companies[0],
        },
        People[0].Bitrix24Id);

    /// <summary>A person edits one field of a deal in Bitrix24.</summary>
    public void EditDeal(int id, string field, object? value) =>
        Bitrix24.Portal.EditDeal(id, new Dictionary<string, object?> { [field] = value }, People[1].Bitrix24Id);

    /// <summary>A person edits one property of a deal's page in Notion; the value is as the API takes it.</summary>
    public void EditPage(int deal, string property, JsonObject value) => Notion.Workspace.EditAsPerson(
        PagesOf(deal).Single()["id"]?.GetValue<string>() ?? string.Empty, new JsonObject { [property] = value }, People[1].NotionId);

    public async ValueTask DisposeAsync()
    {
        await Bitrix24.DisposeAsync();
        await Notion.DisposeAsync();
    }

    private Colleague AddToBoth((string Name, string LastName) person)
    {
        var email = string.Create(CultureInfo.InvariantCulture, $"{person.LastName.ToLowerInvariant()}@example.com");
        return new(
            Bitrix24.Portal.AddUser(person.Name, person.LastName, email),
            Notion.Workspace.AddPerson($"{person.Name} {person.LastName}", email));
    }
}
