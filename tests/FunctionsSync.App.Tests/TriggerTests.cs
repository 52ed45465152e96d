using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsSync.App.Tests;

public sealed class TriggerTests
{
    private static readonly MethodInfo[] Triggers =
        [.. typeof(SyncRequestsFunction).Assembly.GetExportedTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null)];

    [Fact]
    public void EveryTrigger_Always_TakesACancellationTokenLast()
    {
        Assert.NotEmpty(Triggers);
        Assert.All(Triggers, trigger => Assert.Equal(typeof(CancellationToken), trigger.GetParameters()[^1].ParameterType));
    }

    [Fact]
    public void EveryTimer_Always_TakesItsScheduleFromASetting()
    {
        var schedules = Triggers.SelectMany(trigger => trigger.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>()?.Schedule)
            .OfType<string>()
            .ToList();

        Assert.NotEmpty(schedules);
        Assert.All(schedules, schedule => Assert.Matches("^%[A-Za-z]+Schedule%$", schedule));
    }

    /// <summary>Without a key the two systems deliver their events, and probes ask for health; nothing else.</summary>
    [Fact]
    public void EveryOtherHttpTrigger_Always_NeedsAKey() => Assert.Equal(
        ["Bitrix24Events", "Health", "NotionEvents"],
        Triggers
            .Where(trigger => trigger.GetParameters().Any(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()?.AuthLevel == AuthorizationLevel.Anonymous))
            .Select(trigger => trigger.GetCustomAttribute<FunctionAttribute>()!.Name)
            .Order(StringComparer.Ordinal));
}
