using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Api;
using FunctionsSync.Simulators.Notion.Pages;
using FunctionsSync.Simulators.Notion.Schema;
using FunctionsSync.Simulators.Notion.State;

namespace FunctionsSync.Simulators.Notion;

/// <summary>
/// A Notion workspace: its people, databases and pages, and what people do in it. It knows no HTTP; <see cref="NotionApi"/> answers API
/// requests from it. Thread-safe. What Notion would refuse throws <see cref="NotionRefusedException"/> and changes nothing.
/// </summary>
public sealed class NotionWorkspace
{
    public NotionWorkspace(NotionSimulatorOptions options)
    {
        State = new WorkspaceState(options);
    }

    internal WorkspaceState State { get; }

    /// <summary>The connection's own user: the author of everything the API writes.</summary>
    public string BotUserId => State.Bot.UserId;

    public string WorkspaceId => State.WorkspaceId;

    /// <summary>The page that databases made through the API can be put on.</summary>
    public string RootPageId => State.RootPageId;

    /// <summary>What goes wrong with the next requests.</summary>
    public NotionFaults Faults { get; } = new();

    /// <summary>The webhook subscription of the connection.</summary>
    public NotionWebhooks Webhooks => State.Webhooks;

    /// <summary>Adds a person and returns the user id. Guests can be retrieved by id but are not listed.</summary>
    public string AddPerson(string name, string email, bool isGuest = false) => Locked(() =>
    {
        var user = new UserRecord(State.Ids.NewObject(), name, email, isGuest);
        State.Users.Add(user.Id, user);
        return user.Id;
    });

    /// <summary>Makes a database with one data source. <paramref name="propertySchema"/> is like
    /// <c>initial_data_source.properties</c> of the API; a title property "Name" is added where it has none.
    /// <paramref name="shared"/> says whether the connection may see it.</summary>
    public (string DatabaseId, string DataSourceId) CreateDatabase(string title, JsonObject propertySchema, bool shared = true) =>
        Locked(() => MakeDatabase(title, propertySchema, shared));

    /// <summary>Lets the connection see a database and its pages.</summary>
    public void Share(string databaseId) => Locked(() => State.Databases[databaseId].IsShared = true);

    /// <summary>Takes a database away from the connection: it and its pages are 404 from now on.</summary>
    public void Unshare(string databaseId) => Locked(() => State.Databases[databaseId].IsShared = false);

    public void RenameProperty(string dataSourceId, string nameOrId, string newName) =>
        ChangeSchema(dataSourceId, nameOrId, (schema, property) => SchemaWriter.Rename(schema, property, newName));

    /// <summary>Adds a property; <paramref name="definition"/> is as the API takes it. One that had the same name before is another.</summary>
    public void AddProperty(string dataSourceId, string name, JsonObject definition) => Locked(() =>
    {
        var source = State.DataSources[dataSourceId];
        var actor = new Actor(BotUserId, IsBot: false);
        source.Schema = new SchemaWriter(State, actor).Update(source.Schema, new JsonObject { [name] = Clean(definition) });
        source.EditedAt = State.Now;
    });

    public void DeleteProperty(string dataSourceId, string nameOrId) =>
        ChangeSchema(dataSourceId, nameOrId, (schema, property) => schema.Without(property));

    /// <summary>Creates a page and returns its id. <paramref name="properties"/> are as the API takes them.</summary>
    public string CreateAsPerson(string dataSourceId, JsonObject properties, string userId) =>
        Locked(() => Writer(userId).Create(State.DataSources[dataSourceId], Clean(properties), []).Id);

    /// <summary>Changes the given properties (as the API takes them) and leaves the others alone.</summary>
    public void EditAsPerson(string pageId, JsonObject properties, string userId) =>
        Locked(() => Writer(userId).Update(State.Pages[pageId], Clean(properties)));

    /// <summary>Copies a page with all its values and its content, as "Duplicate" does, and returns the copy's id. The title
    /// gets " (1)".</summary>
    public string DuplicateAsPerson(string pageId, string userId) => Locked(() => Writer(userId).Duplicate(State.Pages[pageId]).Id);

    public void TrashAsPerson(string pageId, string userId) => Flag(pageId, userId, version => version with { InTrash = true });

    public void RestoreAsPerson(string pageId, string userId) => Flag(pageId, userId, version => version with { InTrash = false });

    /// <summary>Archives a page: it leaves queries without being in the trash.</summary>
    public void ArchiveAsPerson(string pageId, string userId) => Flag(pageId, userId, version => version with { IsArchived = true });

    public void UnarchiveAsPerson(string pageId, string userId) => Flag(pageId, userId, version => version with { IsArchived = false });

    /// <summary>The pages of a data source as retrieving each would show it now, oldest first; trashed and archived ones too.</summary>
    public IReadOnlyList<JsonObject> Pages(string dataSourceId) => Locked<IReadOnlyList<JsonObject>>(() =>
        [.. State.Pages.Values.Where(page => page.DataSourceId == dataSourceId)
            .Select(page => PageView.Render(State, page, page.Current, State.Bot))]);

    /// <summary>One page, as retrieving it would show it now.</summary>
    public JsonObject Page(string pageId) => Locked(() =>
    {
        var page = State.Pages[pageId];
        return PageView.Render(State, page, page.Current, State.Bot);
    });

    /// <summary>How many pages a data source has, trashed and archived ones too.</summary>
    public int CountPages(string dataSourceId) => Locked(() => State.Pages.Values.Count(page => page.DataSourceId == dataSourceId));

    /// <summary>The direct children of a page or block, as the API shows them.</summary>
    public IReadOnlyList<JsonObject> Blocks(string pageOrBlockId) => Locked<IReadOnlyList<JsonObject>>(() =>
        [.. State.Blocks.Children(pageOrBlockId).Select(State.Blocks.Render)]);

    internal string NewRequestId() => Locked(State.Ids.NewObject);

    private (string DatabaseId, string DataSourceId) MakeDatabase(string title, JsonObject propertySchema, bool shared)
    {
        var properties = Clean(propertySchema);
        if (!properties.Any(property => property.Value?["title"] is not null))
            properties.Insert(0, "Name", new JsonObject { ["title"] = new JsonObject() });
        var database = DatabaseMaker.Make(State, new Actor(BotUserId, IsBot: false), title, properties, shared);
        return (database.Id, database.DataSourceId);
    }

    private void Flag(string pageId, string userId, Func<PageVersion, PageVersion> flags) =>
        Locked(() => Writer(userId).Update(State.Pages[pageId], [], flags));

    private void ChangeSchema(string dataSourceId, string nameOrId, Func<DataSourceSchema, PropertyDefinition, DataSourceSchema> change) =>
        Locked(() =>
        {
            var source = State.DataSources[dataSourceId];
            source.Schema = change(source.Schema, source.Schema.Find(nameOrId) ?? throw SchemaWriter.Unknown(nameOrId));
            source.EditedAt = State.Now;
            State.Webhooks.Outbox.SchemaUpdated(source, new Actor(State.Users.Values.FirstOrDefault(user => !user.IsBot)?.Id ?? BotUserId, IsBot: false));
        });

    private PageWriter Writer(string userId) => new(State, new Actor(State.User(userId).Id, IsBot: false));

    // Nodes built in code keep their .NET types; written and parsed, they are what a request would bring.
    private static JsonObject Clean(JsonObject value) => JsonNode.Parse(value.ToJsonString()) as JsonObject ?? [];

    private T Locked<T>(Func<T> act)
    {
        lock (State.Gate)
            return act();
    }

    private void Locked(Action act)
    {
        lock (State.Gate)
            act();
    }
}
