using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Simulation.Mutations;

/// <summary>Lists nothing a second time.</summary>
internal sealed class PagesWithoutOverlap(INotionPages inner) : PagesDecorator(inner)
{
    /// <summary>As long as the overlap of the poll.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    public override IAsyncEnumerable<EditedPage> ListEditedAsync(Flow flow, DateTimeOffset? since, CancellationToken cancellationToken) =>
        base.ListEditedAsync(flow, since + Overlap, cancellationToken);
}
