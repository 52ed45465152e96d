using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsSync.App;

/// <summary>
/// What the host tells about a queue message besides its text; see
/// https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger#message-metadata.
/// </summary>
internal static class QueueMetadata
{
    /// <summary>How often the message was given to somebody, this time included; 1 where the host does not say.</summary>
    public static long DequeueCount(this FunctionContext context) =>
        context.BindingContext.BindingData.TryGetValue("DequeueCount", out var value)
        && long.TryParse(value?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count
            : 1;
}
