using FunctionsSync.Simulators.Notion.Blocks;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.State;

/// <summary>Everything the workspace holds. Used under <see cref="Gate"/> only.</summary>
internal sealed class WorkspaceState
{
    private readonly Random _lags;

    public WorkspaceState(NotionSimulatorOptions options)
    {
        Options = options;
        Ids = new Ids(options.Seed);
        _lags = options.Seed is { } seed ? new Random(seed) : Random.Shared;
        WorkspaceId = Ids.NewObject();
        RootPageId = Ids.NewObject();
        var bot = new UserRecord(Ids.NewObject(), WorkspaceNames.Connection, Email: null, IsGuest: false);
        Users.Add(bot.Id, bot);
        Bot = new Actor(bot.Id, IsBot: true);
        StartedAt = Now;
        Blocks = new BlockTree(this);
        Webhooks = new NotionWebhooks(this);
    }

    public Lock Gate { get; } = new();
    public NotionSimulatorOptions Options { get; }
    public Ids Ids { get; }
    public string WorkspaceId { get; }
    public string RootPageId { get; }
    public Actor Bot { get; }
    public DateTimeOffset StartedAt { get; }
    public BlockTree Blocks { get; }
    public NotionWebhooks Webhooks { get; }

    /// <summary>The id of the connection, which is not the one of its bot.</summary>
    public string IntegrationId { get; } = "0ef2e755-4912-8096-91c1-00376a88a5ca";
    public OrderedDictionary<string, UserRecord> Users { get; } = [];
    public OrderedDictionary<string, DatabaseRecord> Databases { get; } = [];
    public Dictionary<string, DataSourceRecord> DataSources { get; } = [];
    public OrderedDictionary<string, PageRecord> Pages { get; } = [];

    public DateTimeOffset Now => Options.TimeProvider.GetUtcNow();

    /// <summary>The moment queries show.</summary>
    public DateTimeOffset QueryMoment => Now - Options.QueryLag;

    public UserRecord User(string id) => Users.GetValueOrDefault(id) ?? throw NotFound("user", id);

    public DatabaseRecord Database(string id, Actor actor) =>
        Databases.GetValueOrDefault(id) is { } database && Sees(actor, database) ? database : throw NotFound("database", id);

    public DataSourceRecord DataSource(string id, Actor actor) =>
        DataSources.GetValueOrDefault(id) is { } source && Sees(actor, source.Database) ? source : throw NotFound("data_source", id);

    public PageRecord Page(string id, Actor actor) =>
        Pages.GetValueOrDefault(id) is { } page && Sees(actor, DataSources[page.DataSourceId].Database) ? page : throw NotFound("page", id);

    public DataSourceRecord SourceOf(PageRecord page) => DataSources[page.DataSourceId];

    public void Commit(PageRecord page, PageVersion version) => page.Commit(Lagging(version), QueryMoment);

    /// <summary>The change with the lag it has beyond that of all others.</summary>
    public PageVersion Lagging(PageVersion version) =>
        Options.QueryLagSpread == TimeSpan.Zero ? version : version with { ExtraLag = Options.QueryLagSpread * _lags.NextDouble() };

    private static bool Sees(Actor actor, DatabaseRecord database) => !actor.IsBot || database.IsShared;
}
