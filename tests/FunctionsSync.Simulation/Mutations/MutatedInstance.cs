using FunctionsSync.Simulation.Instances;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Simulation.Mutations;

/// <summary>An instance before it is composed.</summary>
/// <param name="Services">What it will be composed of.</param>
/// <param name="Instance">The instance.</param>
/// <param name="Storage">What it shares with others.</param>
/// <param name="Clock">Its clock.</param>
internal sealed record MutatedInstance(IServiceCollection Services, Instance Instance, SharedStorage Storage, TimeProvider Clock)
{
    /// <summary>Puts something around a port that is registered.</summary>
    public void Decorate<TPort>(Func<TPort, TPort> around)
        where TPort : class
    {
        var known = Services.Last(descriptor => descriptor.ServiceType == typeof(TPort));
        Services.AddSingleton(provider => around((TPort)(
            known.ImplementationInstance
            ?? known.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, known.ImplementationType ?? throw new InvalidOperationException($"{typeof(TPort).Name} is not registered.")))));
    }
}
