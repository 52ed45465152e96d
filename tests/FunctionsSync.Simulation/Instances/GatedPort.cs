using System.Collections.Concurrent;
using System.Reflection;

namespace FunctionsSync.Simulation.Instances;

/// <summary>
/// Any port to something outside, with a gate before and after every call. One for all ports: a new port of the product is gated without a line here.
/// </summary>
public class GatedPort<TPort> : DispatchProxy
    where TPort : class
{
    private static readonly ConcurrentDictionary<MethodInfo, GatedCall> Calls = new();
    private static readonly string Name = typeof(TPort).Name;

    private Instance? _instance;
    private TravelTime? _takes;
    private Func<TPort>? _inner;
    private Action<object?[], object?>? _done;

    /// <param name="instance">Who calls.</param>
    /// <param name="takes">How long the next call is on its way.</param>
    /// <param name="inner">What is called: asked for at every call, because it may be replaced.</param>
    /// <param name="done">Told of every call that was carried out, with its arguments and its answer.</param>
    internal static TPort Around(Instance instance, TravelTime takes, Func<TPort> inner, Action<object?[], object?>? done = null)
    {
        var port = Create<TPort, GatedPort<TPort>>();
        var gated = (GatedPort<TPort>)(object)port;
        (gated._instance, gated._takes, gated._inner, gated._done) = (instance, takes, inner, done);
        return port;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod is null || _instance is null || _takes is null || _inner is null)
        {
            throw new InvalidOperationException($"The gate around {Name} was not set up.");
        }

        var arguments = args ?? [];
        return Calls.GetOrAdd(targetMethod, GatedCall.For).Invoke(
            _instance,
            Name,
            _takes(),
            () => targetMethod.Invoke(_inner(), BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null),
            answer => _done?.Invoke(arguments, answer));
    }
}
