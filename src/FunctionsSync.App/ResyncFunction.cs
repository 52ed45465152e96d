using FunctionsSync.Service.Resyncing;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsSync.App;

/// <summary>Compares both sides in full on the schedule of the setting <c>ResyncSchedule</c>.</summary>
public sealed class ResyncFunction(Resync resync)
{
    [Function("Resync")]
    public Task RunAsync([TimerTrigger("%ResyncSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        resync.RunAsync(progress: null, cancellationToken);
}
