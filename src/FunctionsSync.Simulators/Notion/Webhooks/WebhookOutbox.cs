using System.Text.Json.Nodes;
using System.Threading.Channels;
using FunctionsSync.Simulators.Notion.State;

namespace FunctionsSync.Simulators.Notion.Webhooks;

/// <summary>Events that gather or wait to be sent again. Used under the workspace's gate only.</summary>
internal sealed class WebhookOutbox(WorkspaceState state)
{
    /// <summary>Notion promises eight attempts, growing pauses, and the last about a day after the event; these add up to that.</summary>
    private static readonly TimeSpan[] Pauses = [.. new[] { 1, 4, 15, 60, 180, 480, 700 }.Select(minutes => TimeSpan.FromMinutes(minutes))];

    private readonly List<WebhookEvent> _waiting = [];
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Subscription? _subscription;

    /// <summary>Has something to read whenever something new waits.</summary>
    public ChannelReader<bool> Changed => _changed.Reader;

    public DateTimeOffset? NextDueAt => _waiting.Count == 0 ? null : _waiting.Min(waiting => waiting.DueAt);

    /// <summary>How many wait that nobody has tried to send yet.</summary>
    public int Gathered => _waiting.Count(waiting => waiting.Attempt == 1);

    public void Subscribe(Uri address, IReadOnlyCollection<string> types)
    {
        Unsubscribe();
        var token = $"secret_{state.Ids.NewObject().Replace("-", "", StringComparison.Ordinal)}";
        _subscription = new(state.Ids.NewObject(), address, token, types);
        PostToken();
    }

    public void Unsubscribe()
    {
        _subscription = null;
        _waiting.Clear();
    }

    public void PostToken()
    {
        if (_subscription is { IsVerified: false } subscription)
            Put(new(subscription, string.Empty, string.Empty, string.Empty, state.Now));
    }

    public bool Verify(string token)
    {
        if (_subscription is not { } subscription || subscription.Token != token)
            return false;
        return subscription.IsVerified = true;
    }

    public void PageCreated(PageRecord page, Actor actor) => Notice("page.created", page, actor, []);

    public void ContentUpdated(PageRecord page, Actor actor) => Notice("page.content_updated", page, actor, []);

    public void PageUpdated(PageRecord page, bool wasInTrash, Actor actor, IReadOnlyCollection<string> properties)
    {
        if (page.Current.InTrash != wasInTrash)
            Notice(page.Current.InTrash ? "page.deleted" : "page.undeleted", page, actor, []);
        if (properties.Count > 0)
            Notice("page.properties_updated", page, actor, properties);
    }

    public void SchemaUpdated(DataSourceRecord source, Actor actor) => Notice(
        "data_source.schema_updated", source.Id, source.Database, actor, [], new JsonObject { ["id"] = source.Database.Id, ["type"] = "database" });

    public IReadOnlyList<WebhookEvent> TakeDue()
    {
        var due = _waiting.Where(waiting => waiting.DueAt <= state.Now).OrderBy(waiting => waiting.DueAt).ToList();
        _waiting.RemoveAll(due.Contains);
        return due;
    }

    public void Retry(WebhookEvent sent)
    {
        // A handshake is sent once; a person has it sent again.
        if (sent.Type.Length == 0 || sent.Attempt > Pauses.Length)
            return;
        var pause = Pauses[sent.Attempt - 1];
        sent.Attempt++;
        PutBack(sent, pause, sent.WasDelayed);
    }

    public void PutBack(WebhookEvent sent, TimeSpan pause, bool wasDelayed)
    {
        if (sent.Subscription != _subscription)
            return;
        sent.WasDelayed = wasDelayed;
        sent.DueAt = state.Now + pause;
        Put(sent);
    }

    public OutgoingWebhook Compose(WebhookEvent sent) => WebhookComposer.Compose(state, sent);

    private void Notice(string type, PageRecord page, Actor actor, IReadOnlyCollection<string> properties)
    {
        var source = state.SourceOf(page);
        Notice(type, page.Id, source.Database, actor, properties, new JsonObject { ["id"] = source.Database.Id, ["type"] = "database", ["data_source_id"] = source.Id });
    }

    private void Notice(string type, string entityId, DatabaseRecord database, Actor actor, IReadOnlyCollection<string> properties, JsonObject parent)
    {
        if (_subscription is not { } subscription || !database.IsShared || Cancels(type, entityId) || !subscription.Wants(type))
            return;
        var gathering = Gathering(entityId).FirstOrDefault(waiting => waiting.Type == type || waiting.Type == "page.created");
        if (gathering is null)
        {
            gathering = new(subscription, state.Ids.NewObject(), type, entityId, state.Now + state.Options.WebhookWindow) { Parent = parent };
            Put(gathering);
        }
        gathering.At = state.Now;
        gathering.Authors.Add(actor.UserId);
        gathering.Properties.UnionWith(properties);
    }

    /// <summary>What is undone within the window leaves no event, or the net one only.</summary>
    private bool Cancels(string type, string entityId)
    {
        var gathering = Gathering(entityId).ToList();
        var undone = type switch
        {
            "page.deleted" when gathering.Exists(waiting => waiting.Type == "page.created") => gathering,
            "page.deleted" => gathering.FindAll(waiting => waiting.Type == "page.undeleted"),
            "page.undeleted" => gathering.FindAll(waiting => waiting.Type == "page.deleted"),
            _ => [],
        };
        _waiting.RemoveAll(undone.Contains);
        return undone.Count > 0;
    }

    private IEnumerable<WebhookEvent> Gathering(string entityId) =>
        _waiting.Where(waiting => waiting.EntityId == entityId && waiting is { Attempt: 1, WasDelayed: false });

    private void Put(WebhookEvent added)
    {
        _waiting.Add(added);
        _changed.Writer.TryWrite(true);
    }
}
