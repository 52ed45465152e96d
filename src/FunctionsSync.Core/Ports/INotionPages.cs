using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Reconciliation;
using FunctionsSync.Core.Templates;

namespace FunctionsSync.Core.Ports;

/// <summary>Notion pages as reconciliation sees them. Failures are <see cref="RemoteException"/>s.</summary>
public interface INotionPages
{
    /// <summary>Reads the page itself, not an index: what it answers is so now.</summary>
    Task<PageState> ReadAsync(Flow flow, PageId page, CancellationToken cancellationToken);

    /// <summary>
    /// What one query shows of several pages, by the record's id that each should carry. It may lag a few seconds behind writes, and a page that is
    /// not among the answers may be anywhere, also where it should be: only <see cref="ReadAsync"/> tells.
    /// </summary>
    /// <param name="flow">The flow all of them belong to.</param>
    /// <param name="pages">The pages, by the record whose id they should carry.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<IReadOnlyDictionary<PageId, Snapshot>> QueryAsync(
        Flow flow, IReadOnlyDictionary<Bitrix24Id, PageId> pages, CancellationToken cancellationToken);

    /// <summary>One write of all values; none at all when every one of them was refused.</summary>
    /// <param name="flow">Which fields there are, and how they are written.</param>
    /// <param name="page">The page.</param>
    /// <param name="before">The record as it was read just before.</param>
    /// <param name="values">The values to write, by field map.</param>
    /// <param name="cancellationToken">Ends the attempt; whether the write was carried out is then unknown.</param>
    Task<WriteAnswer> UpdateAsync(
        Flow flow, PageId page, Snapshot before, IReadOnlyDictionary<FieldKey, CanonicalValue> values, CancellationToken cancellationToken);

    /// <summary>
    /// Creates the page of a record, with the record's id in the flow's id property. Not idempotent: after an outcome that is not known,
    /// <see cref="FindAsync"/> comes first.
    /// </summary>
    /// <param name="flow">Where to, and how the values are written.</param>
    /// <param name="id">The record.</param>
    /// <param name="values">The values to write, by field map.</param>
    /// <param name="body">The first blocks of the page's body: no more than one request takes.</param>
    /// <param name="cancellationToken">Ends the attempt; whether there is a page is then unknown.</param>
    Task<CreatedPage> CreateAsync(
        Flow flow, Bitrix24Id id, IReadOnlyDictionary<FieldKey, CanonicalValue> values, IReadOnlyList<BodyBlock> body, CancellationToken cancellationToken);

    /// <summary>The pages whose id property names the record, our own and the oldest first: more than one when somebody duplicated a page by hand. May lag a few seconds behind writes.</summary>
    Task<IReadOnlyList<PageId>> FindAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken);

    /// <summary>The same for several records, by record.</summary>
    Task<IReadOnlyDictionary<Bitrix24Id, IReadOnlyList<PageId>>> FindAllAsync(
        Flow flow, IReadOnlyCollection<Bitrix24Id> ids, CancellationToken cancellationToken);

    /// <summary>The pages that carry no Bitrix24 id and hold exactly these values, oldest first. May lag a few seconds behind writes.</summary>
    Task<IReadOnlyList<PageId>> FindByKeysAsync(Flow flow, IReadOnlyDictionary<FieldKey, CanonicalValue> keys, CancellationToken cancellationToken);

    /// <summary>Writes the record's id into a page that was found by its keys.</summary>
    Task SetIdAsync(Flow flow, PageId page, Bitrix24Id id, CancellationToken cancellationToken);

    /// <summary>Every page edited at or after an instant, in no order; all pages when it is null.</summary>
    IAsyncEnumerable<EditedPage> ListEditedAsync(Flow flow, DateTimeOffset? since, CancellationToken cancellationToken);

    /// <summary>Puts the page into the trash, from where a person can restore it.</summary>
    Task TrashAsync(PageId page, CancellationToken cancellationToken);

    /// <summary>Takes the page out of the trash, with everything it holds.</summary>
    Task RestoreAsync(PageId page, CancellationToken cancellationToken);

    /// <summary>Writes one property, which need not be mapped; answers why Notion has no room for the value, or null.</summary>
    Task<string?> MarkAsync(PageId page, DeletionMark<NotionProperty> mark, CancellationToken cancellationToken);
}
