using FunctionsSync.Service.Polling;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsSync.App;

/// <summary>Looks for edits in Notion on the schedule of the setting <c>NotionPollSchedule</c>.</summary>
public sealed class NotionPollFunction(NotionPoll poll)
{
    [Function("NotionPoll")]
    public Task RunAsync([TimerTrigger("%NotionPollSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        poll.RunAsync(cancellationToken);
}
