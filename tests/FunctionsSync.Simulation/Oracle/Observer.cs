using FunctionsSync.Core.Model;
using FunctionsSync.Simulation.Instances;
using FunctionsSync.Simulation.Time;
using FunctionsSync.Simulation.Worlds;
using FunctionsSync.Simulators.Bitrix24.Records;
using FunctionsSync.Simulators.Notion.Properties;
using FunctionsSync.Simulators.Notion.State;

namespace FunctionsSync.Simulation.Oracle;

/// <summary>
/// Looks at both simulators after everything that could have changed them, keeps what every field has said and who wrote it, and judges each write
/// of ours at the moment it is made.
/// </summary>
internal sealed class Observer(World world, Scheduler scheduler, Timeline timeline, WriteJudge judge, BudgetJudge budget)
{
    private readonly Reading _reading = new(world);
    private readonly Dictionary<int, CrmItem> _deals = [];
    private readonly Dictionary<string, PageVersion> _pages = [];
    private readonly Dictionary<(int Deal, string Field), Track> _inBitrix24 = [];
    private readonly Dictionary<(string Page, string Field), Track> _inNotion = [];
    private readonly Dictionary<(string Flow, int Deal), Pair> _pairs = [];
    private DateTimeOffset? _mappingsLostAt;

    /// <summary>Whether the table was lost. Of a page and its copy that were made in the same minute the copy may then be taken.</summary>
    public bool AreMappingsLost => _mappingsLostAt is not null;

    /// <summary>How many requests of ours could have changed something.</summary>
    public int Writes { get; private set; }

    public IReadOnlyCollection<Pair> Pairs => _pairs.Values;

    /// <summary>More pages than one that we made for the same deal in the same flow.</summary>
    public List<string> Duplicates { get; } = [];

    public Track InBitrix24(int deal, MappedField field) => Track(_inBitrix24, (deal, field.Bitrix24));

    public Track InNotion(string page, MappedField field) => Track(_inNotion, (page, field.Notion));

    /// <summary>A person, a robot or an administrator did something.</summary>
    public void AfterPeople(bool isWholesale = false) => Look(null, isWholesale);

    /// <summary>An instance of ours asked for a write that may have been carried out.</summary>
    /// <param name="instance">Who.</param>
    /// <param name="written">What was written to which record, where it was carried out for certain.</param>
    public void After(Instance instance, Written? written)
    {
        Writes++;
        Look(instance, isWholesale: false);
        foreach (var pair in _pairs.Values.Where(pair => pair.Flow.Name == instance.Flow))
        {
            foreach (var field in pair.Flow.Fields)
            {
                if (written?.Concerns(pair, field) is { } side)
                {
                    judge.Repeated(pair, field, side, side == Side.Bitrix24 ? InBitrix24(pair.Deal, field) : InNotion(pair.Page, field), scheduler.Now, instance);
                }
            }
        }
    }

    /// <summary>A request arrives at Notion.</summary>
    public void NotionAsked() => budget.Asked(scheduler.Now);

    public void NotionHadEnough() => budget.HadEnough();

    /// <summary>A property was removed with all its values, or another was added, which says nothing yet: nobody edited anything.</summary>
    public void PropertyReplaced(SyncedFlow flow, MappedField field)
    {
        foreach (var pair in _pairs.Values.Where(pair => pair.Flow == flow))
        {
            InNotion(pair.Page, field).Reset(scheduler.Now, field.Kind == FieldKind.Number ? "0" : string.Empty);
            pair.FirstSight.Add(field);
            pair.BeganAt[field] = scheduler.Now;
        }
    }

    /// <summary>A mapping was saved. It says nothing yet of a field whose property it does not know.</summary>
    public void MappingSaved(string flow, int deal, IReadOnlyDictionary<FieldKey, string> properties)
    {
        if (_pairs.TryGetValue((flow, deal), out var pair))
        {
            pair.SavedAt.Add(scheduler.Now);
            foreach (var (field, last) in pair.LastEqual.Where(each => Reading.AreEqual(each.Key, InBitrix24(deal, each.Key).Value, InNotion(pair.Page, each.Key).Value)))
            {
                pair.LastSavedEqual[field] = last;
                if (properties.TryGetValue(new(field.Key), out var id) && Uri.UnescapeDataString(id) == pair.Flow.PropertyIds[field])
                {
                    pair.FirstSight.Remove(field);
                }
            }
        }
    }

    public void MappingsLost()
    {
        _mappingsLostAt = scheduler.Now;
        foreach (var pair in _pairs.Values)
        {
            pair.FirstSight.UnionWith(pair.Flow.Fields);
        }
    }

    private static Track Track<TKey>(Dictionary<TKey, Track> tracks, TKey key)
        where TKey : notnull
    {
        if (!tracks.TryGetValue(key, out var track))
        {
            tracks.Add(key, track = new());
        }

        return track;
    }

    private void Look(Instance? instance, bool isWholesale)
    {
        Author author = instance is null ? new Author.Person() : new Author.Product(instance.Flow, instance.Name);
        LookAtDeals(author, instance, isWholesale);
        foreach (var flow in world.Flows)
        {
            LookAtPages(flow, author, instance, isWholesale);
        }
    }

    private void LookAtDeals(Author author, Instance? instance, bool isWholesale)
    {
        var all = world.Portal.State.Deals.All;
        foreach (var deal in all)
        {
            if (!_deals.TryGetValue(deal.Id, out var known) || !ReferenceEquals(known, deal) || isWholesale)
            {
                LookAt(deal, known, author, instance);
                _deals[deal.Id] = deal;
            }
        }

        if (all.Count < _deals.Count)
        {
            foreach (var gone in _deals.Keys.Where(id => world.Portal.State.Deals.Find(id) is null).ToList())
            {
                _deals.Remove(gone);
                timeline.Add("Bitrix24", $"deal {gone} is gone, by {author}");
                judge.DealGone(gone, instance, _pairs.Values.Where(pair => pair.Deal == gone));
            }
        }
    }

    private void LookAt(CrmItem deal, CrmItem? known, Author author, Instance? instance)
    {
        foreach (var field in world.Flows[0].Fields)
        {
            var track = InBitrix24(deal.Id, field);
            var value = _reading.InBitrix24(deal, field);
            if (track.Last is { } last && Reading.AreEqual(field, last.Value, value))
            {
                continue;
            }

            var change = new Change(scheduler.Now, value, author);
            timeline.Add("Bitrix24", $"deal {deal.Id} {field.Bitrix24}: '{track.Value}' -> '{value}' by {author}");
            if (instance?.Flow is { } flow && _pairs.TryGetValue((flow, deal.Id), out var pair) && known is not null)
            {
                judge.Overwritten(pair, field, Side.Bitrix24, track, InNotion(pair.Page, field), change, instance);
            }

            track.Add(change);
            foreach (var concerned in _pairs.Values.Where(pair => pair.Deal == deal.Id))
            {
                TakenBackEdits.Note(concerned, field, change, track, InNotion(concerned.Page, field));
            }
        }

        if (instance is not null && known is not null && !Equals(known[World.MarkField], deal[World.MarkField]))
        {
            judge.DealMarked(deal.Id, instance, _pairs.GetValueOrDefault((instance.Flow ?? string.Empty, deal.Id)));
        }

        foreach (var pair in _pairs.Values.Where(pair => pair.Deal == deal.Id))
        {
            NoteEqual(pair);
        }
    }

    private void LookAtPages(SyncedFlow flow, Author author, Instance? instance, bool isWholesale)
    {
        foreach (var page in world.Workspace.State.Pages.Values)
        {
            if (page.DataSourceId != flow.DataSourceId)
            {
                continue;
            }

            var isNew = !_pages.TryGetValue(page.Id, out var known);
            if (!ReferenceEquals(known, page.Current) || isWholesale)
            {
                _pages[page.Id] = page.Current;
                LookAt(flow, page, isNew ? null : known, author, instance);
            }
        }
    }

    private void LookAt(SyncedFlow flow, PageRecord page, PageVersion? known, Author author, Instance? instance)
    {
        if (page.CreatedBy != world.Workspace.BotUserId)
        {
            // A copy that a person made: nobody keeps it in step.
            return;
        }

        var read = new PropertyRead(world.Workspace.State, page, page.Current, world.Workspace.State.Bot);
        var schema = world.Workspace.State.DataSources[flow.DataSourceId].Schema;
        var pair = known is null ? Created(flow, page, author, instance) : _pairs.Values.FirstOrDefault(pair => pair.Page == page.Id);
        foreach (var (field, propertyId) in flow.PropertyIds)
        {
            if (propertyId is null || schema.Properties.Find(property => property.Id == propertyId) is not { } property)
            {
                continue;
            }

            var track = InNotion(page.Id, field);
            var value = _reading.InNotion(read, property, field);
            if (track.Last is { } last && Reading.AreEqual(field, last.Value, value))
            {
                continue;
            }

            var change = new Change(scheduler.Now, value, author);
            timeline.Add("Notion", $"page {page.Id[..8]} {field.Notion}: '{track.Value}' -> '{value}' by {author}");
            if (instance is not null && pair is not null && known is not null)
            {
                judge.Overwritten(pair, field, Side.Notion, track, InBitrix24(pair.Deal, field), change, instance);
            }

            track.Add(change);
            if (pair is not null)
            {
                TakenBackEdits.Note(pair, field, change, track, InBitrix24(pair.Deal, field));
            }
        }

        if (known is { InTrash: true } or { IsArchived: true } && page.Current is { InTrash: false, IsArchived: false })
        {
            world.Restored[page.Id] = scheduler.Now;
        }

        if (known is not null && known.InTrash != page.Current.InTrash)
        {
            timeline.Add("Notion", $"page {page.Id[..8]} is {(page.Current.InTrash ? "in the trash" : "out of the trash")}, by {author}");
        }

        if (instance is not null && known is not null && pair is not null)
        {
            judge.PageTouched(pair, known, page.Current, instance);
        }

        if (pair is not null)
        {
            NoteEqual(pair);
        }
    }

    private Pair? Created(SyncedFlow flow, PageRecord page, Author author, Instance? instance)
    {
        var deal = World.DealOf(flow, page);
        timeline.Add("Notion", $"page {page.Id[..8]} of deal {deal} is created in {flow.Name}, by {author}");
        if (deal is not { } id)
        {
            return null;
        }

        var pair = new Pair(flow, id, page.Id, scheduler.Now);
        if (_pairs.TryAdd((flow.Name, id), pair))
        {
            return pair;
        }

        var known = _pairs[(flow.Name, id)];
        if (((AreMappingsLost || known.SavedAt.Count == 0) && IsOutOfQueries(known)) || IsLostBeforeQueries(known))
        {
            // Nothing tells of the page any more, and no query shows pages that are gone: the new one is the only one.
            return _pairs[(flow.Name, id)] = pair;
        }

        if (instance?.AskedAt < _mappingsLostAt)
        {
            // It was on its way when the table was lost that told of it: a copy that nobody keeps in step.
            return null;
        }

        Duplicates.Add($"{flow.Name}: deal {id} has the pages {_pairs[(flow.Name, id)].Page[..8]} and {page.Id[..8]}, both made by us");
        return null;
    }

    /// <summary>Gone, or back so lately that queries may not know it.</summary>
    private bool IsOutOfQueries(Pair pair) =>
        world.Workspace.State.Pages[pair.Page].Current is { InTrash: true } or { IsArchived: true }
        || scheduler.Now - world.Restored.GetValueOrDefault(pair.Page) < TimeSpan.FromSeconds(30);

    /// <summary>The table was lost before the first query could show the page.</summary>
    private bool IsLostBeforeQueries(Pair pair) =>
        _mappingsLostAt >= pair.CreatedAt && scheduler.Now - pair.CreatedAt <= world.Workspace.State.Options.QueryLag + world.Workspace.State.Options.QueryLagSpread;

    private void NoteEqual(Pair pair)
    {
        foreach (var field in pair.Flow.Fields)
        {
            if (pair.Flow.PropertyIds[field] is not null
                && Reading.AreEqual(field, InBitrix24(pair.Deal, field).Value, InNotion(pair.Page, field).Value))
            {
                pair.LastEqual[field] = (scheduler.Now, InBitrix24(pair.Deal, field).Value);
            }
        }
    }
}
