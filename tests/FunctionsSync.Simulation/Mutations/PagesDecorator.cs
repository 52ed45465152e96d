using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;
using FunctionsSync.Core.Templates;

namespace FunctionsSync.Simulation.Mutations;

/// <summary>Passes everything on: for a mistake in one of the methods.</summary>
internal abstract class PagesDecorator(INotionPages inner) : INotionPages
{
    public virtual Task<PageState> ReadAsync(Flow flow, PageId page, CancellationToken cancellationToken) => inner.ReadAsync(flow, page, cancellationToken);

    public Task<IReadOnlyDictionary<PageId, Snapshot>> QueryAsync(Flow flow, IReadOnlyDictionary<Bitrix24Id, PageId> pages, CancellationToken cancellationToken) =>
        inner.QueryAsync(flow, pages, cancellationToken);

    public virtual Task<WriteAnswer> UpdateAsync(
        Flow flow, PageId page, Snapshot before, IReadOnlyDictionary<FieldKey, CanonicalValue> values, CancellationToken cancellationToken) =>
        inner.UpdateAsync(flow, page, before, values, cancellationToken);

    public Task<CreatedPage> CreateAsync(
        Flow flow, Bitrix24Id id, IReadOnlyDictionary<FieldKey, CanonicalValue> values, IReadOnlyList<BodyBlock> body, CancellationToken cancellationToken) =>
        inner.CreateAsync(flow, id, values, body, cancellationToken);

    public virtual Task<IReadOnlyList<PageId>> FindAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) => inner.FindAsync(flow, id, cancellationToken);

    public virtual Task<IReadOnlyDictionary<Bitrix24Id, IReadOnlyList<PageId>>> FindAllAsync(
        Flow flow, IReadOnlyCollection<Bitrix24Id> ids, CancellationToken cancellationToken) => inner.FindAllAsync(flow, ids, cancellationToken);

    public Task<IReadOnlyList<PageId>> FindByKeysAsync(Flow flow, IReadOnlyDictionary<FieldKey, CanonicalValue> keys, CancellationToken cancellationToken) =>
        inner.FindByKeysAsync(flow, keys, cancellationToken);

    public Task SetIdAsync(Flow flow, PageId page, Bitrix24Id id, CancellationToken cancellationToken) => inner.SetIdAsync(flow, page, id, cancellationToken);

    public virtual IAsyncEnumerable<EditedPage> ListEditedAsync(Flow flow, DateTimeOffset? since, CancellationToken cancellationToken) =>
        inner.ListEditedAsync(flow, since, cancellationToken);

    public Task TrashAsync(PageId page, CancellationToken cancellationToken) => inner.TrashAsync(page, cancellationToken);

    public Task RestoreAsync(PageId page, CancellationToken cancellationToken) => inner.RestoreAsync(page, cancellationToken);

    public Task<string?> MarkAsync(PageId page, DeletionMark<NotionProperty> mark, CancellationToken cancellationToken) => inner.MarkAsync(page, mark, cancellationToken);
}
