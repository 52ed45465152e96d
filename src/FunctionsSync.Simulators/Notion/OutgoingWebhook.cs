namespace FunctionsSync.Simulators.Notion;

/// <summary>A webhook on its way to its handler.</summary>
/// <param name="Type">Such as <c>page.created</c>; empty for the handshake.</param>
/// <param name="EntityId">What it is about; empty for the handshake.</param>
/// <param name="Address">Where to.</param>
/// <param name="Attempt">From 1 on.</param>
/// <param name="Body">The JSON as it is signed.</param>
/// <param name="Signature">The header <c>X-Notion-Signature</c>.</param>
public sealed record OutgoingWebhook(string Type, string EntityId, Uri Address, int Attempt, ReadOnlyMemory<byte> Body, string Signature);
