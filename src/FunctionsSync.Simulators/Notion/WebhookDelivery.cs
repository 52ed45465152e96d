namespace FunctionsSync.Simulators.Notion;

/// <summary>One attempt to deliver a webhook.</summary>
/// <param name="At">When.</param>
/// <param name="Outgoing">What.</param>
/// <param name="Status">The handler's HTTP status; null when there was none.</param>
/// <param name="Failure">Why there was no answer; null when there was one, whatever its status.</param>
public sealed record WebhookDelivery(DateTimeOffset At, OutgoingWebhook Outgoing, int? Status, string? Failure);
