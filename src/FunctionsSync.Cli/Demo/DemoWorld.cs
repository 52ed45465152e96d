using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;

namespace FunctionsSync.Cli.Demo;

/// <summary>The simulated portal and workspace, furnished: people, companies, a database, a few deals.</summary>
internal sealed class DemoWorld : IAsyncDisposable
{
    private const string NotionToken = "ntn_demo";

    private static readonly (string Name, string LastName, string Email)[] People =
        [("Anna", "Petrova", "anna@example.com"), ("Ben", "Carter", "ben@example.com"), ("Chloé", "Martin", "chloe@example.com")];

    private static readonly string[] Companies = ["Northwind Traders", "Contoso Ltd", "Fabrikam GmbH"];

    private static readonly (string Title, string Stage, decimal Amount)[] Deals =
    [
        ("Website relaunch", "NEW", 12500),
        ("Warehouse scanners", "PREPARATION", 48900.50m),
        ("Support contract 2027", "EXECUTING", 9600),
        ("Intranet search", "PREPAYMENT_INVOICE", 21000),
        ("Training days", "NEW", 3200),
    ];

    private DemoWorld(Bitrix24Simulator portal, NotionSimulator notion, string databaseId, string dataSourceId)
    {
        Portal = portal;
        Notion = notion;
        DatabaseId = databaseId;
        DataSourceId = dataSourceId;
    }

    public Bitrix24Simulator Portal { get; }

    public NotionSimulator Notion { get; }

    public string DatabaseId { get; }

    public string DataSourceId { get; }

    /// <param name="pageOrigin">The origin of the demo page: its browser may act as a person on both systems.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<DemoWorld> StartAsync(string pageOrigin, CancellationToken cancellationToken)
    {
        var notion = await NotionSimulator.StartAsync(new() { Token = NotionToken, AllowedOrigins = [pageOrigin] }, cancellationToken);
        var portal = await Bitrix24Simulator.StartAsync(new() { AllowedOrigins = [pageOrigin] }, cancellationToken);
        foreach (var (name, lastName, email) in People)
        {
            portal.Portal.AddUser(name, lastName, email);
            notion.Workspace.AddPerson($"{name} {lastName}", email);
        }

        foreach (var company in Companies)
        {
            portal.Portal.AddCompany(company);
        }

        var (databaseId, dataSourceId) = notion.Workspace.CreateDatabase("Projects", Schema());
        return new(portal, notion, databaseId, dataSourceId);
    }

    /// <summary>Once the engine listens: a deal whose event nobody hears is found only by a resync.</summary>
    public void AddDeals()
    {
        var users = Portal.Portal.Users.Where(user => user.Id != Portal.Portal.IntegrationUserId).ToList();
        var companies = Portal.Portal.Companies;
        for (var index = 0; index < Deals.Length; index++)
        {
            var (title, stage, amount) = Deals[index];
            var author = users[index % users.Count];
            Portal.Portal.AddDeal(
                new Dictionary<string, object?>
                {
                    ["TITLE"] = title,
                    ["STAGE_ID"] = stage,
                    ["OPPORTUNITY"] = amount,
                    ["ASSIGNED_BY_ID"] = author.Id,
                    ["COMPANY_ID"] = companies[index % companies.Count].Id,
                },
                author.Id);
        }
    }

    public IEnumerable<KeyValuePair<string, string?>> Settings() =>
    [
        new("Bitrix24:PortalUrl", Portal.BaseAddress.ToString()),
        new("Bitrix24:OAuthUrl", Portal.BaseAddress.ToString()),
        new("Bitrix24:ClientId", new Bitrix24SimulatorOptions().ClientId),
        new("Notion:BaseUrl", Notion.BaseAddress.ToString()),
    ];

    /// <summary>The application as it is just after its installation in the portal.</summary>
    public IEnumerable<KeyValuePair<string, string>> Secrets()
    {
        var application = new Bitrix24SimulatorOptions();
        var issued = Portal.Portal.IssueTokens(Portal.Portal.IntegrationUserId);
        var tokens = new Bitrix24Tokens { AccessToken = issued.AccessToken, RefreshToken = issued.RefreshToken, MemberId = application.MemberId };
        return
        [
            new(SecretNames.NotionToken, NotionToken),
            new(SecretNames.Bitrix24ClientSecret, application.ClientSecret),
            new(SecretNames.Bitrix24ApplicationToken, application.ApplicationToken),
            new(SecretNames.Bitrix24Tokens, JsonSerializer.Serialize(tokens)),
        ];
    }

    public SyncFile SyncFile() => new()
    {
        Flows =
        [
            new()
            {
                Name = "Projects",
                Bitrix24 = new() { Entity = "deal" },
                Notion = new() { Database = DatabaseId },
                Fields =
                [
                    new() { Bitrix24 = "TITLE", Notion = "Name" },
                    new() { Bitrix24 = "STAGE_ID", Notion = "Status" },
                    new() { Bitrix24 = "OPPORTUNITY", Notion = "Amount" },
                    new() { Bitrix24 = "ASSIGNED_BY_ID", Notion = "Responsible" },
                    new() { Bitrix24 = "COMPANY_ID", Notion = "Company" },
                    new() { Bitrix24 = "DATE_CREATE", Notion = "Creation Date" },
                ],
            },
        ],
    };

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await Notion.DisposeAsync();
    }

    private static JsonObject Schema() => new()
    {
        ["Name"] = new JsonObject { ["title"] = new JsonObject() },
        ["Status"] = new JsonObject { ["select"] = new JsonObject() },
        ["Amount"] = new JsonObject { ["number"] = new JsonObject { ["format"] = "number" } },
        ["Responsible"] = new JsonObject { ["people"] = new JsonObject() },
        ["Company"] = new JsonObject { ["rich_text"] = new JsonObject() },
        ["Creation Date"] = new JsonObject { ["date"] = new JsonObject() },
        ["Bitrix24 ID"] = new JsonObject { ["number"] = new JsonObject { ["format"] = "number" } },
    };
}
