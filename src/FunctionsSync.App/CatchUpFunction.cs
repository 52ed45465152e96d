using FunctionsSync.Service.Polling;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsSync.App;

/// <summary>Looks for edits in Bitrix24 whose events were lost, on the schedule of the setting <c>CatchUpSchedule</c>.</summary>
public sealed class CatchUpFunction(Bitrix24CatchUp catchUp)
{
    [Function("CatchUp")]
    public Task RunAsync([TimerTrigger("%CatchUpSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        catchUp.RunAsync(cancellationToken);
}
