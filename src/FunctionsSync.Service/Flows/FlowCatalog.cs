using FunctionsSync.Core.Mapping;
using FunctionsSync.Service.Configuration;

namespace FunctionsSync.Service.Flows;

/// <summary>The configured flows, bound on first use and again from time to time: fields and properties change while we run.</summary>
public sealed class FlowCatalog(SyncFile file, FlowBinder binder, FlowBeginning beginning, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private (DateTimeOffset BoundAt, IReadOnlyList<Flow> Flows)? _bound;

    public void Dispose() => _oneAtATime.Dispose();

    public async Task<IReadOnlyList<Flow>> GetAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } fresh)
        {
            return fresh;
        }

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (Fresh() is { } boundMeanwhile)
            {
                return boundMeanwhile;
            }

            var flows = new List<Flow>();
            foreach (var settings in file.Flows)
            {
                var flow = await binder.BindAsync(settings, cancellationToken);
                await beginning.OfAsync(flow.Name, cancellationToken);
                flows.Add(flow);
            }

            _bound = (timeProvider.GetUtcNow(), flows);
            return flows;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private IReadOnlyList<Flow>? Fresh() => _bound is { } bound && timeProvider.GetUtcNow() - bound.BoundAt < Lifetime ? bound.Flows : null;
}
