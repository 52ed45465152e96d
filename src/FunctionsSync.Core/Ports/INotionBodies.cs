using FunctionsSync.Core.Model;
using FunctionsSync.Core.Templates;

namespace FunctionsSync.Core.Ports;

/// <summary>The content of Notion pages. Failures are <see cref="RemoteException"/>s.</summary>
public interface INotionBodies
{
    /// <summary>Writes blocks to the end of a page, all of them or none. Not idempotent: after an outcome that is not known, <see cref="CountAsync"/> comes first.</summary>
    /// <param name="page">The page.</param>
    /// <param name="blocks">No more than one request takes.</param>
    /// <param name="cancellationToken">Ends the attempt; whether the blocks arrived is then unknown.</param>
    Task AppendAsync(PageId page, IReadOnlyList<BodyBlock> blocks, CancellationToken cancellationToken);

    /// <summary>How many of a page's own blocks, those inside others left out, the connection itself has written.</summary>
    Task<int> CountAsync(PageId page, CancellationToken cancellationToken);
}
