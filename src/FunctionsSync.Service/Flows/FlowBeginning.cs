using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Flows;

/// <summary>When each flow first ran, which is what "new record" is measured against. Noted once, kept with the cursors.</summary>
public sealed class FlowBeginning(ICursorStore cursors, TimeProvider timeProvider)
{
    /// <summary>For a portal whose clock is behind ours, and for records created while the service was being set up.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    public async Task<DateTimeOffset> OfAsync(FlowName flow, CancellationToken cancellationToken)
    {
        var name = $"flow-began:{flow}";
        if (await cursors.ReadAsync(name, cancellationToken) is { } noted)
        {
            return noted.Position;
        }

        var now = timeProvider.GetUtcNow() - Slack;
        return await cursors.TryWriteAsync(new(name, now), cancellationToken)
            ? now
            : (await cursors.ReadAsync(name, cancellationToken))?.Position ?? now;
    }
}
