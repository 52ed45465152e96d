using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Ports;

/// <summary>A message somebody is working on.</summary>
/// <param name="Text">The message: a serialised sync request, unless somebody put something else there.</param>
/// <param name="DequeueCount">How often it was received, this time included.</param>
/// <param name="Id">The queue's id of the message.</param>
/// <param name="Receipt">Proof that this receiver still has it.</param>
/// <param name="Lane">The lane it came from.</param>
/// <param name="IsPoison">Whether it came from the lane's poison queue.</param>
public sealed record QueuedMessage(
    string Text, long DequeueCount, string Id, string Receipt, RequestLane Lane = RequestLane.Live, bool IsPoison = false);
