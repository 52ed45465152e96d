using System.Reflection;

namespace FunctionsSync.Scenarios.Bodies;

/// <summary>Any port, with each call a step.</summary>
public class SteppedPort<T> : DispatchProxy
    where T : class
{
    private static readonly MethodInfo Generic =
        typeof(SteppedPort<T>).GetMethod(nameof(CallAsync), BindingFlags.Instance | BindingFlags.NonPublic)
        ?? throw new InvalidOperationException("The proxy has lost its method.");

    private T? _inner;
    private Steps? _steps;

    internal static T Around(T inner, Steps steps)
    {
        var proxy = Create<T, SteppedPort<T>>();
        ((SteppedPort<T>)(object)proxy)._inner = inner;
        ((SteppedPort<T>)(object)proxy)._steps = steps;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var type = targetMethod!.ReturnType;
        object? Call() => targetMethod.Invoke(_inner, args);
        return type == typeof(Task) ? StepAsync(targetMethod.Name, async () =>
            {
                await (Task)Call()!;
                return true;
            })
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)
                ? Generic.MakeGenericMethod(type.GenericTypeArguments).Invoke(this, [targetMethod.Name, (Func<object?>)Call])
                : Call();
    }

    private Task<TResult> CallAsync<TResult>(string name, Func<object?> call) => StepAsync(name, () => (Task<TResult>)call()!);

    private async Task<TResult> StepAsync<TResult>(string name, Func<Task<TResult>> call)
    {
        var step = _steps!.Begin($"{typeof(T).Name}.{name}");
        var result = await call();
        _steps.End(step, name);
        return result;
    }
}
