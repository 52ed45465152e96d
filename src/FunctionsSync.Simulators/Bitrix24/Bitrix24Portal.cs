using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Access;
using FunctionsSync.Simulators.Bitrix24.Events;
using FunctionsSync.Simulators.Bitrix24.People;
using FunctionsSync.Simulators.Bitrix24.Records;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>A Bitrix24 portal: its records, people, pipelines, application and events, and what shall go wrong. Thread-safe, knows no
/// HTTP.</summary>
/// <remarks>
/// A new portal has the default pipeline with the usual stages and one administrator, <see cref="IntegrationUserId"/>, and nothing else.
/// What a person or a robot does raises events as it does in the vendor's product.
/// </remarks>
public sealed class Bitrix24Portal
{
    private readonly Lock _gate = new();
    private readonly PortalState _state;
    private readonly ItemEdits _edits;
    private readonly TaskEdits _taskEdits;
    private readonly FieldEdits _fieldEdits;

    /// <remarks><c>address</c>: what the portal is reached under, with a slash at the end; events and token answers carry it.</remarks>
    public Bitrix24Portal(Bitrix24SimulatorOptions options, Uri address)
    {
        _state = new PortalState(options, address);
        _edits = new ItemEdits(_state);
        _taskEdits = new TaskEdits(_state);
        _fieldEdits = new FieldEdits(_state);
    }

    public Uri Address => Locked(() => _state.Address);

    public int IntegrationUserId => _state.IntegrationUser.Id;

    /// <summary>Faults for coming requests, by method.</summary>
    public PlannedFaults Faults => _state.Faults;

    /// <summary>Events that get lost on the way.</summary>
    public EventSelector DropEvents => _state.Outbox.Drop;

    /// <summary>Events that arrive twice.</summary>
    public EventSelector DuplicateEvents => _state.Outbox.Duplicate;

    /// <summary>What became of every event, oldest first.</summary>
    public IReadOnlyList<EventDelivery> Deliveries => _state.Outbox.Deliveries;

    /// <summary>How many events wait or are being sent.</summary>
    public int EventsOnTheWay => _state.Outbox.OnTheWay;

    /// <summary>How many offline events wait for the application, reserved or not.</summary>
    public int OfflineEventCount => Locked(() => _state.OfflineEvents.Rows.Count);

    /// <summary>Every deal, by id.</summary>
    public IReadOnlyList<PortalDeal> Deals => Locked(() => _edits.Deals());

    /// <summary>Every task, by id.</summary>
    public IReadOnlyList<PortalTask> Tasks => Locked(() => _taskEdits.Snapshots());

    public IReadOnlyList<PortalUser> Users => Locked(() => _state.Users.All.ToList());

    public IReadOnlyList<PortalCompany> Companies => Locked(() => _edits.Companies());

    public IReadOnlyList<PortalCategory> Categories => Locked(() => _state.Pipelines.Categories.ToList());

    /// <summary>Every stage, by pipeline and order.</summary>
    public IReadOnlyList<PortalStage> Stages => Locked(() => _state.Pipelines.Stages.ToList());

    internal PortalState State => _state;

    internal EventOutbox Outbox => _state.Outbox;

    /// <summary>A pair of tokens of a user, as if he had just installed the application.</summary>
    public IssuedTokens IssueTokens(int userId) => Locked(() => _state.Tokens.Issue(_state.Users.Get(userId).Id));

    /// <summary>Installs the application: ONAPPINSTALL goes to the handler and brings the first tokens, which are also returned.</summary>
    public IssuedTokens Install(Uri handler, int userId) => Locked(() => _state.Install(handler, _state.Users.Get(userId).Id));

    /// <summary>Updates the application: its bindings are gone, and ONAPPUPDATE brings new tokens, which are also returned.</summary>
    /// <param name="handler">Where the event goes.</param>
    /// <param name="userId">Whose tokens they are.</param>
    /// <param name="applicationToken">What every event carries from now on; null leaves it as it is.</param>
    public IssuedTokens UpdateApplication(Uri handler, int userId, string? applicationToken = null) =>
        Locked(() => _state.UpdateApplication(handler, _state.Users.Get(userId).Id, applicationToken));

    /// <summary>Uninstalls the application: every token dies, its bindings are gone, and ONAPPUNINSTALL, without any token but
    /// application_token, goes to the handler.</summary>
    public void Uninstall(Uri handler) => Locked(() => _state.Uninstall(handler));

    /// <summary>Gives the portal another address: what is asked of the old host is answered 302 and not done; events and token answers carry
    /// the new one.</summary>
    /// <param name="newAddress">With a slash at the end.</param>
    public void Rename(Uri newAddress) => Locked(() => _state.Rename(newAddress));

    /// <summary>Kills every token: calls answer <c>invalid_token</c>, refreshes <c>invalid_grant</c>.</summary>
    public void RevokeTokens() => Locked(_state.Tokens.Clear);

    /// <summary>Forgets every bound handler, as an update of the application does.</summary>
    public void ForgetEventHandlers() => Locked(_state.ForgetBindings);

    /// <summary>Creates an inbound webhook of a user; the answer is the secret in <c>rest/{user}/{secret}/</c>.</summary>
    public string AddWebhook(int userId) => Locked(() => _state.Webhooks.Add(_state.Users.Get(userId).Id));

    /// <summary>Adds an entry to a dictionary such as <c>SOURCE</c> or <c>DEAL_TYPE</c>. There is no event for this.</summary>
    public void AddStatus(string dictionary, string code, string name) => Locked(() => _state.Statuses.Add(dictionary, code, name));

    public void RenameStatus(string dictionary, string code, string name) => Locked(() => _state.Statuses.Rename(dictionary, code, name));

    /// <summary>Removes an entry; records keep its code.</summary>
    public void RemoveStatus(string dictionary, string code) => Locked(() => _state.Statuses.Remove(dictionary, code));

    public int AddUser(
        string name, string lastName, string email, bool active = true, bool isAdmin = false, TimeSpan? timeZoneOffset = null) =>
        Locked(() => _state.Users.Add(name, lastName, email, active, isAdmin, timeZoneOffset).Id);

    public void DismissUser(int userId) => Locked(() => _state.Users.Dismiss(userId));

    public int AddCompany(string title) => AddItem(Definitions.CompanyTypeId, new Dictionary<string, object?> { ["TITLE"] = title }, null);

    /// <summary>Adds a smart process with the usual stages; the answer is the number of its default pipeline.</summary>
    /// <param name="entityTypeId">A free number from 128 on.</param>
    /// <param name="title">Its items without a title are called by it.</param>
    public int AddSmartProcess(int entityTypeId, string title) => Locked(() => _state.AddSmartProcess(entityTypeId, title));

    /// <summary>Adds a pipeline with the usual stages; returns its number.</summary>
    public int AddCategory(string name, int entityTypeId = Definitions.DealTypeId) =>
        Locked(() => _state.PipelinesOf(entityTypeId).AddCategory(name).Id);

    /// <summary>Every stage of a kind of records, by pipeline and order.</summary>
    public IReadOnlyList<PortalStage> StagesOf(int entityTypeId) => Locked(() => _state.PipelinesOf(entityTypeId).Stages.ToList());

    /// <summary>Adds a stage; returns what deals hold in STAGE_ID, which outside the default pipeline starts with <c>C{N}:</c>.</summary>
    /// <remarks><c>semantics</c>: P in progress, S won, F lost.</remarks>
    public string AddStage(
        int categoryId, string statusId, string name, char semantics = 'P', int sort = 500, int entityTypeId = Definitions.DealTypeId) =>
        Locked(() => _state.PipelinesOf(entityTypeId).AddStage(categoryId, statusId, name, semantics, sort).StageId);

    /// <summary>There is no event for this.</summary>
    public void RenameStage(string stageId, string name, int entityTypeId = Definitions.DealTypeId) =>
        Locked(() => _state.PipelinesOf(entityTypeId).Rename(stageId, name));

    /// <summary>Removes a stage. Records standing in it are moved first, as a person has to.</summary>
    /// <exception cref="InvalidOperationException">Records stand in it, and <paramref name="moveDealsTo"/> is not given.</exception>
    public void RemoveStage(string stageId, string? moveDealsTo = null, int entityTypeId = Definitions.DealTypeId) =>
        Locked(() => _edits.RemoveStage(entityTypeId, stageId, moveDealsTo));

    /// <summary>Defines a user field; returns the numbers of its options by their texts.</summary>
    public IReadOnlyDictionary<string, int> AddUserField(UserField field) => Locked(() => _fieldEdits.Add(field));

    /// <summary>Adds an option to a list; returns its number.</summary>
    public int AddUserFieldOption(int entityTypeId, string field, string text) =>
        Locked(() => _fieldEdits.AddOption(entityTypeId, field, text));

    /// <summary>Gives an option another text; its number, and so every record, stays.</summary>
    public void RenameUserFieldOption(int entityTypeId, string field, string text, string newText) =>
        Locked(() => _fieldEdits.RenameOption(entityTypeId, field, text, newText));

    /// <summary>Removes an option. Records that have it keep its number, which then means nothing.</summary>
    public void RemoveUserFieldOption(int entityTypeId, string field, string text) =>
        Locked(() => _fieldEdits.RemoveOption(entityTypeId, field, text));

    /// <summary>Every record of a kind, by id: 1 leads, 2 deals, 3 contacts, 4 companies, from 128 on smart processes.</summary>
    public IReadOnlyList<PortalItem> Items(int entityTypeId) => Locked(() => _edits.Snapshots(entityTypeId));

    /// <summary>Creates a record as a person does.</summary>
    /// <param name="entityTypeId">As in <see cref="Items"/>.</param>
    /// <param name="fields">By original name (<c>TITLE</c>, <c>UF_CRM_1</c>) or camelCase name; numbers, texts, bool, DateOnly,
    /// DateTimeOffset, <see cref="PortalMultifield"/> or lists.</param>
    /// <param name="byUserId">Null: a robot, whose events carry no tokens.</param>
    public int AddItem(int entityTypeId, IReadOnlyDictionary<string, object?> fields, int? byUserId) =>
        Locked(() => _edits.Add(entityTypeId, fields, byUserId));

    /// <summary>Edits a record as a person does; false when nothing differed, and then nothing was saved. Multifields are replaced as a
    /// whole.</summary>
    public bool EditItem(int entityTypeId, int id, IReadOnlyDictionary<string, object?> fields, int? byUserId) =>
        Locked(() => _edits.Edit(entityTypeId, id, fields, byUserId));

    public void DeleteItem(int entityTypeId, int id, int? byUserId) => Locked(() => _edits.Delete(entityTypeId, id, byUserId));

    /// <summary>Takes the application's right to a record, or gives it back: get answers ACCESS_DENIED, lists leave it out.</summary>
    public void SetItemForbidden(int entityTypeId, int id, bool forbidden) =>
        Locked(() => _edits.SetForbidden(entityTypeId, id, forbidden));

    /// <summary><see cref="AddItem"/> for deals.</summary>
    public int AddDeal(IReadOnlyDictionary<string, object?> fields, int? byUserId) => AddItem(Definitions.DealTypeId, fields, byUserId);

    /// <summary><see cref="EditItem"/> for deals.</summary>
    public bool EditDeal(int id, IReadOnlyDictionary<string, object?> fields, int? byUserId) =>
        EditItem(Definitions.DealTypeId, id, fields, byUserId);

    public void DeleteDeal(int id, int? byUserId) => DeleteItem(Definitions.DealTypeId, id, byUserId);

    public void SetDealForbidden(int id, bool forbidden) => SetItemForbidden(Definitions.DealTypeId, id, forbidden);

    /// <summary>Creates a task as a person does; without a responsible person it is his own.</summary>
    /// <param name="fields">By original name (<c>TITLE</c>, <c>UF_CRM_TASK</c>) or camelCase name.</param>
    /// <param name="byUserId">Null: a robot, whose events carry no tokens.</param>
    public int AddTask(IReadOnlyDictionary<string, object?> fields, int? byUserId) => Locked(() => _taskEdits.Add(fields, byUserId));

    /// <summary>Edits a task as a person does. It is saved, and its event is raised, also when nothing differs.</summary>
    public void EditTask(int id, IReadOnlyDictionary<string, object?> fields, int? byUserId) =>
        Locked(() => _taskEdits.Edit(id, fields, byUserId));

    public void DeleteTask(int id, int? byUserId) => Locked(() => _taskEdits.Delete(id, byUserId));

    /// <summary>Takes the application's right to a task, or gives it back: get answers an empty list, lists leave it out.</summary>
    public void SetTaskForbidden(int id, bool forbidden) => Locked(() => _state.Tasks.SetForbidden(id, forbidden));

    /// <summary>Gives a deal product rows worth this much, so that its sum is recalculated after every save unless isManualOpportunity
    /// is Y; null: none.</summary>
    public void SetProductTotal(int dealId, decimal? total) => Locked(() => _state.DealRules.SetProductTotal(dealId, total));

    /// <summary>What a run of a method adds to its operating time.</summary>
    public void SetOperatingCost(string method, TimeSpan cost) => Locked(() => _state.Meter.CostOf[method] = cost);

    /// <summary>Delivers every event that is due, one after the other: for a portal driven in process, which has no pump of its
    /// own.</summary>
    public async Task DeliverDueEventsAsync(IEventTransport transport, CancellationToken cancellationToken)
    {
        while (Outbox.Waiting.TryPeek(out var first) && first.DueAt <= _state.Now && Outbox.Waiting.TryRead(out var outgoing))
            await Outbox.DeliverAsync(outgoing, transport, cancellationToken);
    }

    /// <summary>Where the portal is now, when it is no longer at this host.</summary>
    internal Uri? MovedFrom(string authority) => Locked(() => _state.IsFormer(authority) ? _state.Address : null);

    internal RestAnswer Answer(RestCall call) => Locked(() => new RestServer(_state).Answer(call));

    internal OAuthAnswer AnswerTokenRequest(JsonObject parameters) =>
        Locked(() => new OAuthServer(_state.Options, _state.Tokens).Answer(parameters, Address));

    private T Locked<T>(Func<T> work)
    {
        lock (_gate)
            return work();
    }

    private void Locked(Action work)
    {
        lock (_gate)
            work();
    }
}
