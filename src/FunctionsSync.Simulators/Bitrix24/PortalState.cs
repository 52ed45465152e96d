using FunctionsSync.Simulators.Bitrix24.Access;
using FunctionsSync.Simulators.Bitrix24.Events;
using FunctionsSync.Simulators.Bitrix24.Records;
using FunctionsSync.Simulators.Bitrix24.Tasks;

namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>Everything the portal remembers. Not thread-safe: <see cref="Bitrix24Portal"/> holds the lock.</summary>
internal sealed class PortalState
{
    private readonly EventComposer _composer;
    private readonly SortedDictionary<int, CrmItems> _items = [];
    private readonly SortedDictionary<int, Pipelines> _pipelines = [];
    private readonly SortedDictionary<int, string> _smartProcesses = [];
    private readonly HashSet<string> _formerAuthorities = new(StringComparer.OrdinalIgnoreCase);
    private int _lastId = 500;
    private int _lastStatusId = 100;

    public PortalState(Bitrix24SimulatorOptions options, Uri address)
    {
        (Options, Address) = (options, address);
        Tokens = new TokenStore(options.TimeProvider, options.AccessTokenLifetime);
        Outbox = new EventOutbox(options.TimeProvider);
        OfflineEvents = new OfflineEvents(options.TimeProvider);
        Meter = new OperatingMeter(options.TimeProvider, options.OperatingLimit);
        Pipelines = NewPipelines(Definitions.DealTypeId, StageCodes.Deals);
        Statuses = new Statuses(NextStatusId);
        DealRules = new DealRules(Pipelines, options.DefaultCurrency, options.ServerTimeZoneOffset);
        Deals = NewItems(Definitions.Deal(DealRules));
        Leads = NewItems(Definitions.Lead(
            new LeadRules(NewPipelines(Definitions.LeadTypeId, StageCodes.Leads), options.DefaultCurrency)));
        Contacts = NewItems(Definitions.Contact());
        Companies = NewItems(Definitions.Company());
        Tasks = new TaskItems(Users);
        _composer = new EventComposer(options, Tokens);
        IntegrationUser = Users.Add("Integration", "User", "integration@portal.example", active: true, isAdmin: true, timeZoneOffset: null);
    }

    public Bitrix24SimulatorOptions Options { get; }

    public Uri Address { get; private set; }

    public PortalUser IntegrationUser { get; }

    public Users Users { get; } = new();

    /// <summary>The pipelines of deals.</summary>
    public Pipelines Pipelines { get; }

    /// <summary>The pipelines of every kind that has stages, by entityTypeId.</summary>
    public IReadOnlyDictionary<int, Pipelines> AllPipelines => _pipelines;

    public Statuses Statuses { get; }

    /// <summary>The titles of the smart processes, by entityTypeId.</summary>
    public IReadOnlyDictionary<int, string> SmartProcesses => _smartProcesses;

    public DealRules DealRules { get; }

    public CrmItems Deals { get; }

    public CrmItems Leads { get; }

    public CrmItems Contacts { get; }

    public CrmItems Companies { get; }

    public TaskItems Tasks { get; }

    public TokenStore Tokens { get; }

    public Webhooks Webhooks { get; } = new();

    public EventBindings Bindings { get; } = new();

    public OfflineEvents OfflineEvents { get; }

    public EventOutbox Outbox { get; }

    public OperatingMeter Meter { get; }

    public PlannedFaults Faults { get; } = new();

    public DateTimeOffset Now => Options.TimeProvider.GetUtcNow();

    public CrmItems? ItemsOf(int? entityTypeId) => _items.GetValueOrDefault(entityTypeId ?? 0);

    public Pipelines PipelinesOf(int entityTypeId) => _pipelines.GetValueOrDefault(entityTypeId)
        ?? throw new ArgumentException($"The simulated portal has no stages of entity type {entityTypeId}.", nameof(entityTypeId));

    /// <summary>Adds a smart process; the answer is the number of its default pipeline.</summary>
    public int AddSmartProcess(int entityTypeId, string title)
    {
        if (entityTypeId < Definitions.FirstSmartProcessTypeId || _items.ContainsKey(entityTypeId))
        {
            throw new ArgumentException(
                $"A smart process needs a free number from {Definitions.FirstSmartProcessTypeId} on, not {entityTypeId}.",
                nameof(entityTypeId));
        }
        var pipelines = NewPipelines(entityTypeId, StageCodes.SmartProcess(entityTypeId), NextId());
        var rules = new SmartProcessRules(title, pipelines, Options.DefaultCurrency, Options.ServerTimeZoneOffset);
        NewItems(Definitions.SmartProcess(entityTypeId, rules));
        _smartProcesses.Add(entityTypeId, title);
        return pipelines.Default.Id;
    }

    /// <summary>The fields an administrator may add to.</summary>
    public FieldSet? FieldsOf(int entityTypeId) =>
        entityTypeId == UserField.Tasks ? Tasks.Fields : ItemsOf(entityTypeId)?.Entity.FieldSet;

    public int NextId() => ++_lastId;

    public ValueContext ValuesFor(PortalUser? user)
    {
        var shift = (user?.TimeZoneOffset ?? Options.ServerTimeZoneOffset) - Options.ServerTimeZoneOffset;
        return new ValueContext(Options.ServerTimeZoneOffset, shift, Address, Options.DefaultCurrency, NextId);
    }

    public ValueContext TaskValuesFor(PortalUser? user)
    {
        var values = ValuesFor(user);
        return values with { ServerOffset = values.ServerOffset + values.UserShift, UserShift = TimeSpan.Zero };
    }

    public Save SaveBy(int? userId, SaveWay way) => new(userId, DateTimeType.ToSecond(Now), way);

    /// <summary>Puts what a hit raised on its way to every handler bound to it, and into the queue of offline events.</summary>
    public void Send(PortalHit hit)
    {
        OfflineEvents.Put(hit);
        foreach (var (name, itemId, data) in hit.Raised)
        {
            foreach (var binding in Bindings.All.Where(each => each.Event == name))
            {
                var form = _composer.Compose(binding, data, hit, Address);
                Outbox.Put(new OutgoingEvent(name, itemId, binding.Handler, Now + Options.EventDelay, form));
            }
        }
    }

    /// <summary>The old address answers redirects from now on.</summary>
    public void Rename(Uri newAddress)
    {
        _formerAuthorities.Add(Address.Authority);
        _formerAuthorities.Remove(newAddress.Authority);
        Address = newAddress;
    }

    public bool IsFormer(string authority) => _formerAuthorities.Contains(authority);

    public IssuedTokens Install(Uri handler, int userId)
    {
        var issued = Tokens.Issue(userId);
        PutAboutApplication("ONAPPINSTALL", handler, _composer.ComposeInstall(issued, Address));
        return issued;
    }

    /// <summary>Takes the bindings with it.</summary>
    public IssuedTokens UpdateApplication(Uri handler, int userId, string? applicationToken)
    {
        ForgetBindings();
        _composer.ApplicationToken = applicationToken ?? _composer.ApplicationToken;
        var issued = Tokens.Issue(userId);
        PutAboutApplication("ONAPPUPDATE", handler, _composer.ComposeUpdate(issued, Address));
        return issued;
    }

    public void ForgetBindings()
    {
        Bindings.Clear();
        OfflineEvents.ForgetBindings();
    }

    public void Uninstall(Uri handler)
    {
        ForgetBindings();
        Tokens.Clear();
        PutAboutApplication("ONAPPUNINSTALL", handler, _composer.ComposeUninstall(Address));
    }

    private void PutAboutApplication(string name, Uri handler, IReadOnlyList<KeyValuePair<string, string>> form) =>
        Outbox.Put(new OutgoingEvent(name, null, handler, Now + Options.EventDelay, form));

    private int NextStatusId() => ++_lastStatusId;

    private CrmItems NewItems(EntityDefinition entity) => _items[entity.TypeId] = new CrmItems(entity);

    private Pipelines NewPipelines(int entityTypeId, StageCodes codes, int defaultId = 0) =>
        _pipelines[entityTypeId] = new Pipelines(codes, NextStatusId, defaultId);
}
