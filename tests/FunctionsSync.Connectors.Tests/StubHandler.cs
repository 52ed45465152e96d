using System.Collections.Concurrent;

namespace FunctionsSync.Connectors.Tests;

/// <summary>Answers expected requests, in order, and throws on any other. For what the simulators cannot answer.</summary>
internal sealed class StubHandler(IEnumerable<HttpResponseMessage> answers) : HttpMessageHandler
{
    private readonly ConcurrentQueue<HttpResponseMessage> _answers = new(answers);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _answers.TryDequeue(out var answer)
            ? Task.FromResult(answer)
            : throw new InvalidOperationException($"Unexpected request: {request.Method} {request.RequestUri}");
}
