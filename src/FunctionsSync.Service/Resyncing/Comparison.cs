using FunctionsSync.Core.Changes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Resyncing;

/// <summary>
/// What two full listings say of a flow's mappings: which records to look at, and which seem to be gone. Decides nothing: each is looked up
/// before anything happens to it. Records come first, then pages, then <see cref="Complete"/>.
/// </summary>
/// <param name="flow">The flow.</param>
/// <param name="mappings">Its mappings as they were before the listings began: what appears meanwhile is no loss.</param>
/// <param name="editedSince">Records edited since are looked at in any case; null for all of them.</param>
/// <param name="today">Says whose turn it is among the records that were not edited.</param>
internal sealed class Comparison(Flow flow, IReadOnlyList<RecordMapping> mappings, DateTimeOffset? editedSince, DateOnly today)
{
    /// <summary>
    /// In so many days every record has its turn: a company, person or stage that was renamed changes what records say, and not when they were edited.
    /// </summary>
    private const int Turns = 7;

    private readonly Dictionary<Bitrix24Id, RecordMapping> _byRecord = mappings.ToDictionary(mapping => mapping.Bitrix24Id);
    private readonly Dictionary<PageId, RecordMapping> _byPage = ByPage(mappings);
    private readonly HashSet<Bitrix24Id> _records = [];
    private readonly HashSet<PageId> _pages = [];
    private readonly Dictionary<Bitrix24Id, SyncCause> _requests = [];

    public int Bitrix24Count => _records.Count;

    public int NotionCount => _pages.Count;

    /// <summary>Pairs that were in step.</summary>
    public int Pairs { get; } = mappings.Count(IsPair);

    /// <summary>Pairs of which one record is not listed any more.</summary>
    public IReadOnlyList<Bitrix24Id> Missing { get; private set; } = [];

    /// <summary>The records to look at, those of <see cref="Missing"/> included, and why.</summary>
    public IReadOnlyDictionary<Bitrix24Id, SyncCause> Requests => _requests;

    public void See(ListedRecord record)
    {
        _records.Add(record.Id);
        var isNew = editedSince is not { } since || record.EditedAt >= since;
        switch (_byRecord.GetValueOrDefault(record.Id))
        {
            case null:
            case { PageId: null } when isNew:
            case { Tombstone.Loss: Loss.RecordDeleted }:
                _requests[record.Id] = SyncCause.Resync;
                break;
            case { PageId: not null } mapping when isNew || IsDue(mapping):
                _requests[record.Id] = SyncCause.CatchUp;
                break;
        }
    }

    public void See(EditedPage page)
    {
        _pages.Add(page.Id);
        if (_byPage.TryGetValue(page.Id, out var mapping))
        {
            if (mapping is { Tombstone.IsAboutPage: true } or { Intended.Count: > 0 }
                || (mapping.Tombstone is null && ChangeDetection.IsNews(Side.Notion, flow, mapping.Baseline, page.Snapshot)))
            {
                _requests[mapping.Bitrix24Id] = SyncCause.Resync;
            }
        }
        else if (page.RecordId is { } id && _records.Contains(id) && _byRecord.GetValueOrDefault(id) is not { PageId: not null })
        {
            // The page says whose it is, the mapping does not, or is lost: the record's next look adopts the page.
            _requests[id] = SyncCause.Resync;
        }
    }

    public void Complete()
    {
        Missing = [.. mappings.Where(mapping => IsPair(mapping) && !(_records.Contains(mapping.Bitrix24Id) && IsListed(mapping.PageId))).Select(mapping => mapping.Bitrix24Id)];
        foreach (var id in Missing)
        {
            _requests[id] = SyncCause.Resync;
        }
    }

    /// <summary>It has its turn, or its relation waits for a page, and whoever made that may not have come to say so.</summary>
    private bool IsDue(RecordMapping mapping) =>
        mapping.Bitrix24Id.Value % Turns == today.DayNumber % Turns
        || flow.Fields.Any(field => field.Relation is not null && mapping.Baseline[field.Key] is { OnlyInBitrix24: true });

    private static bool IsPair(RecordMapping mapping) => mapping is { PageId: not null, Tombstone: null };

    private bool IsListed(PageId? page) => page is { } id && _pages.Contains(id);

    private static Dictionary<PageId, RecordMapping> ByPage(IEnumerable<RecordMapping> mappings)
    {
        var byPage = new Dictionary<PageId, RecordMapping>();
        foreach (var mapping in mappings)
        {
            if (mapping.PageId is { } page)
            {
                byPage[page] = mapping;
            }
        }

        return byPage;
    }
}
