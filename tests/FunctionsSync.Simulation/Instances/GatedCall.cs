using System.Reflection;
using System.Runtime.CompilerServices;

namespace FunctionsSync.Simulation.Instances;

/// <summary>Puts a call between two gates, whatever kind of promise it returns.</summary>
internal abstract class GatedCall
{
    public static GatedCall For(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(Task))
        {
            return new Plain();
        }

        if (type == typeof(ValueTask))
        {
            return new PlainValue();
        }

        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        var kind = definition == typeof(Task<>) ? typeof(Of<>)
            : definition == typeof(ValueTask<>) ? typeof(ValueOf<>)
            : definition == typeof(IAsyncEnumerable<>) ? typeof(ListOf<>)
            : throw new InvalidOperationException($"No gate is known for what {method.DeclaringType?.Name}.{method.Name} returns: {type}.");
        return (GatedCall)(Activator.CreateInstance(kind.MakeGenericType(type.GetGenericArguments()))
            ?? throw new InvalidOperationException($"{kind} has no constructor."));
    }

    public abstract object Invoke(Instance instance, string where, TimeSpan takes, Func<object?> carry, Action<object?> done);

    private static T Cast<T>(object? result) => result is T expected ? expected : throw new InvalidOperationException($"A port answered without a {typeof(T)}.");

    private sealed class Plain : GatedCall
    {
        public override object Invoke(Instance instance, string where, TimeSpan takes, Func<object?> carry, Action<object?> done) => InvokeAsync(instance, where, takes, carry, done);

        public static async Task InvokeAsync(Instance instance, string where, TimeSpan takes, Func<object?> carry, Action<object?> done)
        {
            await instance.PassAsync(where, takes, CancellationToken.None);
            await Cast<Task>(carry());
            done(null);
            await instance.ReturnAsync();
        }
    }

    private sealed class PlainValue : GatedCall
    {
        public override object Invoke(Instance instance, string where, TimeSpan takes, Func<object?> carry, Action<object?> done) =>
            new ValueTask(Plain.InvokeAsync(instance, where, takes, () => Cast<ValueTask>(carry()).AsTask(), done));
    }

    private sealed class Of<T> : GatedCall
    {
        public override object Invoke(Instance instance, string where, TimeSpan takes, Func<object?> carry, Action<object?> done) => InvokeAsync(instance, where, takes, carry, done);

        public static async Task<T> InvokeAsync(Instance instance, string where, TimeSpan takes, Func<object?> carry, Action<object?> done)
        {
            await instance.PassAsync(where, takes, CancellationToken.None);
            var result = await Cast<Task<T>>(carry());
            done(result);
            await instance.ReturnAsync();
            return result;
        }
    }

    private sealed class ValueOf<T> : GatedCall
    {
        public override object Invoke(Instance instance, string where, TimeSpan takes, Func<object?> carry, Action<object?> done) =>
            new ValueTask<T>(Of<T>.InvokeAsync(instance, where, takes, () => Cast<ValueTask<T>>(carry()).AsTask(), done));
    }

    private sealed class ListOf<T> : GatedCall
    {
        public override object Invoke(Instance instance, string where, TimeSpan takes, Func<object?> carry, Action<object?> done) => List(instance, where, takes, carry, done, default);

        private static async IAsyncEnumerable<T> List(
            Instance instance, string where, TimeSpan takes, Func<object?> carry, Action<object?> done, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await instance.PassAsync(where, takes, cancellationToken);
            var items = await Cast<IAsyncEnumerable<T>>(carry()).ToListAsync(cancellationToken);
            done(items);
            await instance.ReturnAsync();
            foreach (var item in items)
            {
                yield return item;
            }
        }
    }
}
