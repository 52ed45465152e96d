using FunctionsSync.Simulators.Notion;

namespace FunctionsSync.Simulators.Tests.Notion;

/// <summary>A handler in this process that keeps what it is sent.</summary>
internal sealed class RecordingTransport : IWebhookTransport
{
    public List<OutgoingWebhook> Sent { get; } = [];

    public int Status { get; set; } = 200;

    public Task<int> PostAsync(OutgoingWebhook outgoing, CancellationToken cancellationToken)
    {
        Sent.Add(outgoing);
        return Task.FromResult(Status);
    }
}
