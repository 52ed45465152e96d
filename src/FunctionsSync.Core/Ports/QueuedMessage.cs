namespace FunctionsSync.Core.Ports;

/// <summary>A message somebody is working on.</summary>
/// <param name="Text">The message: a serialised sync request, unless somebody put something else there.</param>
/// <param name="DequeueCount">How often it was received, this time included.</param>
/// <param name="Id">The queue's id of the message.</param>
/// <param name="Receipt">Proof that this receiver still has it.</param>
public sealed record QueuedMessage(string Text, long DequeueCount, string Id, string Receipt);
