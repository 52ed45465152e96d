using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;

namespace FunctionsSync.Service.Flows;

/// <summary>The configured flows, bound on first use and again from time to time: fields and properties change while we run.</summary>
public sealed class FlowCatalog(SyncFile file, FlowBinder binder, FlowBeginning beginning, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>While a field is suspended: once it fits again, what was edited meanwhile must still be in what the Notion poll reads anew.</summary>
    private static readonly TimeSpan LifetimeWhileSuspended = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private Binding? _bound;
    private volatile bool _isExpired;

    /// <summary>The flows as they were last bound, however long ago; null before the first time. Asks nobody.</summary>
    public IReadOnlyList<Flow>? Known => _bound?.Flows;

    public void Dispose() => _oneAtATime.Dispose();

    /// <exception cref="ConfigurationException">Some flows do not fit: all of them are named.</exception>
    /// <exception cref="RemoteException">A system could not be asked.</exception>
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

            var flows = await BindAsync(cancellationToken);
            _bound = new(UntilOf(flows), flows);
            _isExpired = false;
            return flows;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<IReadOnlyList<Flow>> BindAsync(CancellationToken cancellationToken)
    {
        var flows = new List<Flow>();
        var errors = new List<string>();
        foreach (var settings in file.Flows)
        {
            try
            {
                var flow = _bound?.Flows.FirstOrDefault(known => known.Name.Value == settings.Name) is { } known
                    ? await RebindAsync(known, settings, cancellationToken)
                    : await binder.BindAsync(settings, cancellationToken);
                await beginning.OfAsync(flow.Name, cancellationToken);
                flows.Add(flow);
            }
            catch (ConfigurationException exception)
            {
                errors.AddRange(exception.Errors);
            }
        }

        return errors.Count == 0 ? flows : throw new ConfigurationException(errors);
    }

    /// <summary>A system shows other than what the binding says: both are asked again before the next use.</summary>
    public void Expire() => _isExpired = true;

    /// <summary>Expires the binding where a failure may come of it: a field or a property that it names is gone.</summary>
    public void ExpireAfter(Exception failure)
    {
        if (failure is RemoteException { Failure: RemoteFailure.Rejected, ConcernsConnection: false })
        {
            Expire();
        }
    }

    private async Task<Flow> RebindAsync(Flow known, FlowSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            return await binder.RebindAsync(known, settings, cancellationToken);
        }
        catch (ConfigurationException)
        {
            // Without its id property a flow can create nothing, but all other fields still fit as they did.
            return known;
        }
    }

    private IReadOnlyList<Flow>? Fresh() => !_isExpired && _bound is { } bound && timeProvider.GetUtcNow() < bound.Until ? bound.Flows : null;

    private DateTimeOffset UntilOf(IEnumerable<Flow> flows) =>
        timeProvider.GetUtcNow() + (flows.Any(flow => flow.Suspended.Count > 0) ? LifetimeWhileSuspended : Lifetime);

    /// <summary>A class: it is read without the lock, and whole.</summary>
    private sealed record Binding(DateTimeOffset Until, IReadOnlyList<Flow> Flows);
}
