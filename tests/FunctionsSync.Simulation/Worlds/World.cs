using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Simulation.Time;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;
using FunctionsSync.Simulators.Notion.Api;
using FunctionsSync.Simulators.Notion.State;

namespace FunctionsSync.Simulation.Worlds;

/// <summary>Both simulated systems, in process and in virtual time, with the people, fields and databases of the history.</summary>
internal sealed class World
{
    public const string IdProperty = "Bitrix24 ID";
    public const string MarkField = "UF_CRM_FATE";
    public const string MarkProperty = "Fate";
    public const string BodyEnd = "Write down the requirements";

    public static readonly Uri PortalAddress = new("https://portal.example/");

    private static readonly (string Name, string LastName)[] Names = [("Anna", "Petrova"), ("Ben", "Carter"), ("Chloe", "Martin")];
    private static readonly string[] CompanyTitles = ["Northwind", "Contoso"];

    private static readonly IReadOnlyList<MappedField> ProjectFields =
    [
        new("TITLE", "Name", FieldKind.Text),
        new("STAGE_ID", "Status", FieldKind.Stage),
        new("OPPORTUNITY", "Amount", FieldKind.Number),
        new("ASSIGNED_BY_ID", "Responsible", FieldKind.Person),
        new("COMPANY_ID", "Company", FieldKind.Company, IsOneWay: true),
        new("UF_CRM_NOTE", "Note", FieldKind.Text, Policy: ConflictPolicy.Notion),
        new("UF_CRM_DUE", "Due", FieldKind.Day),
        new("UF_CRM_CODE", "Code", FieldKind.Text, IsOneWay: true),
    ];

    private static readonly IReadOnlyList<MappedField> WonFields = [ProjectFields[0], ProjectFields[1], ProjectFields[2], ProjectFields[5]];

    private static readonly IReadOnlyList<JsonElement> Template = JsonSerializer.Deserialize<JsonElement[]>(
        """[{ "heading_2": "Requirements" }, { "text": "{COMMENTS}" }, { "to_do": "Write down the requirements" }]""") ?? [];

    public World(int seed, Plan plan, Scheduler scheduler)
    {
        var clock = new VirtualClock(scheduler, () => true);
        Portal = new(new() { TimeProvider = clock }, PortalAddress);
        Bitrix24 = new(Portal);
        Bitrix24Later = new(Portal);
        Workspace = new(new()
        {
            TimeProvider = clock,
            Seed = seed,
            QueryLag = plan.QueryLag,
            QueryLagSpread = plan.QueryLagSpread,
        });
        Notion = new(Workspace);
        NotionLater = new(Workspace);
        People = [.. Names.Select(AddToBoth)];
        Companies = [.. CompanyTitles.Select(Portal.AddCompany)];
        foreach (var (name, type) in new[] { ("UF_CRM_NOTE", "string"), ("UF_CRM_DUE", "date"), ("UF_CRM_CODE", "string"), (MarkField, "string") })
        {
            Portal.AddUserField(new(name, type, name));
        }

        Flows = plan.HasWonFlow
            ? [Projects(plan), AddFlow(new("Won", CreateRule.Won, WonFields, plan.WonRule), template: null)]
            : [Projects(plan)];
        BodyLines = plan.BodyLines;
        File = new()
        {
            Flows = [.. Flows.Select(flow => flow.Settings)],
            Templates = new Dictionary<string, IReadOnlyList<JsonElement>> { ["Project"] = Template },
        };
    }

    public Bitrix24Portal Portal { get; }

    public Bitrix24Api Bitrix24 { get; }

    /// <summary>Carries out what was counted when it arrived, and nobody waits for.</summary>
    public Bitrix24Api Bitrix24Later { get; }

    public NotionWorkspace Workspace { get; }

    public NotionApi Notion { get; }

    /// <inheritdoc cref="Bitrix24Later"/>
    public NotionApi NotionLater { get; }

    public IReadOnlyList<Colleague> People { get; }

    public IReadOnlyList<int> Companies { get; }

    public IReadOnlyList<SyncedFlow> Flows { get; }

    public SyncFile File { get; }

    public int BodyLines { get; }

    /// <summary>Deals that the application could not see for a while: no listing showed them then, and their time of edit is no younger since.</summary>
    public HashSet<int> OnceForbidden { get; } = [];

    /// <summary>When each page was last taken out of the trash or the archive, by a person or by us.</summary>
    public Dictionary<string, DateTimeOffset> Restored { get; } = [];

    /// <summary>What a page's body must say, line by line.</summary>
    public IEnumerable<string> BodyOf(SyncedFlow flow) =>
        flow.Template is null ? [] : ["Requirements", .. Enumerable.Range(1, BodyLines).Select(Line), BodyEnd];

    public string Comments => string.Join('\n', Enumerable.Range(1, BodyLines).Select(Line));

    private static string Line(int number) => string.Create(CultureInfo.InvariantCulture, $"Requirement {number}");

    private SyncedFlow Projects(Plan plan) =>
        AddFlow(new("Projects", CreateRule.Added, ProjectFields, plan.ProjectsRule), plan.BodyLines > 0 ? "Project" : null);

    private SyncedFlow AddFlow(SyncedFlow flow, string? template)
    {
        var schema = new JsonObject(flow.Fields.Select(field => KeyValuePair.Create(field.Notion, (JsonNode?)field.Definition)))
        {
            [IdProperty] = new JsonObject { ["number"] = new JsonObject { ["format"] = "number" } },
            [MarkProperty] = new JsonObject { ["rich_text"] = new JsonObject() },
        };
        var (database, source) = Workspace.CreateDatabase(flow.Name, schema);
        var made = new SyncedFlow(flow.Name, flow.Create, flow.Fields, flow.OnDelete) { DatabaseId = database, DataSourceId = source, Template = template };
        foreach (var field in flow.Fields)
        {
            made.PropertyIds[field] = PropertyId(source, field.Notion);
        }

        made.IdPropertyId = PropertyId(source, IdProperty) ?? string.Empty;
        made.MarkPropertyId = PropertyId(source, MarkProperty) ?? string.Empty;
        return made;
    }

    /// <summary>The id of the property that has this name now; null where none has.</summary>
    public string? PropertyId(string dataSource, string name) =>
        Workspace.State.DataSources[dataSource].Schema.Properties.Find(property => property.Name == name)?.Id;

    /// <summary>Whether a field's property is there, under another name than the configured one.</summary>
    public bool IsRenamed(SyncedFlow flow, MappedField field) => flow.PropertyIds[field] is not null && PropertyId(flow.DataSourceId, field.Notion) is null;

    /// <summary>The deal whose id a page carries; null for none.</summary>
    public static int? DealOf(SyncedFlow flow, PageRecord page) =>
        page.Current.Values.FirstOrDefault(value => value.Key == $"{flow.IdPropertyId}/number").Value is { } id ? (int)id.GetValue<double>() : null;

    /// <summary>Whether the application may not see the deal at present.</summary>
    public bool IsForbidden(int deal) => Portal.State.Deals.IsForbidden(deal);

    /// <summary>Whether there is a page of the deal that a person made: a copy.</summary>
    public bool HasCopy(SyncedFlow flow, int deal) => Workspace.State.Pages.Values.Any(page =>
        page.DataSourceId == flow.DataSourceId && page.CreatedBy != Workspace.BotUserId && DealOf(flow, page) == deal);

    private Colleague AddToBoth((string Name, string LastName) person)
    {
        var email = $"{person.LastName.ToLowerInvariant()}@example.com";
        return new(Portal.AddUser(person.Name, person.LastName, email), Workspace.AddPerson($"{person.Name} {person.LastName}", email), email);
    }
}
