using System.Reflection;
using System.Text.Json;
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

    /// <summary>Without a key the portal delivers its events, and probes ask for health; nothing else.</summary>
    [Fact]
    public void EveryOtherHttpTrigger_Always_NeedsAKey() => Assert.Equal(
        ["Bitrix24Events", "Health"],
        Triggers
            .Where(trigger => trigger.GetParameters().Any(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()?.AuthLevel == AuthorizationLevel.Anonymous))
            .Select(trigger => trigger.GetCustomAttribute<FunctionAttribute>()!.Name)
            .Order(StringComparer.Ordinal));

    /// <summary>What the host reads after a build, beside the app: the functions it indexes and the settings it runs them with.</summary>
    [Fact]
    public void BuildOutput_Always_ListsTheFunctionsAndCarriesTheHostSettings()
    {
        using var metadata = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "functions.metadata")));
        using var host = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")));

        var functions = metadata.RootElement.EnumerateArray().Select(function =>
            (function.GetProperty("name").GetString(), function.GetProperty("bindings")[0].GetProperty("type").GetString()));

        Assert.Equal(
            [
                ("Bitrix24Events", "httpTrigger"), ("CatchUp", "timerTrigger"), ("FailedReplay", "httpTrigger"), ("FlowPause", "httpTrigger"), ("FlowResume", "httpTrigger"),
                ("Health", "httpTrigger"), ("NotionEvents", "httpTrigger"), ("NotionPoll", "timerTrigger"), ("Resync", "timerTrigger"), ("SyncRequests", "queueTrigger"),
                ("SyncRequestsBulk", "queueTrigger"), ("SyncRequestsBulkPoison", "queueTrigger"), ("SyncRequestsPoison", "queueTrigger"),
            ],
            functions.Order());
        Assert.Equal(5, host.RootElement.GetProperty("extensions").GetProperty("queues").GetProperty("maxDequeueCount").GetInt32());
    }
}
