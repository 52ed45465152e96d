using System.IO.Pipelines;
using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Intake;
using FunctionsSync.Service.Tests.Fakes;
using Moq;

namespace FunctionsSync.Service.Tests.Intake;

public sealed class EventBodyTests : IDisposable
{
    private readonly World _world = new();
    private readonly NotionSubscription _subscription;
    private readonly NotionEventIntake _intake;

    public EventBodyTests()
    {
        _subscription = new(new InMemorySecretStore(), _world.Clock);
        _intake = new(_subscription, _world.Catalog, Mock.Of<INotionSelf>(), _world.Queue, _world.Clock, new CapturingLogger<NotionEventIntake>());
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _world.Dispose();
    }

    [Fact]
    public async Task ReadAsync_BodyThatDoesNotEnd_IsGivenUp()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(new byte[10], Some.Cancel);
        var answer = _intake.AcceptAsync(null, pipe.Reader.AsStream(), Some.Cancel);

        _world.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(408, (await answer).StatusCode);
    }

    [Fact]
    public async Task ReadAsync_SenderHangsUp_IsCancelled()
    {
        using var aborted = new CancellationTokenSource();
        var answer = _intake.AcceptAsync(null, new Pipe().Reader.AsStream(), aborted.Token);

        await aborted.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }
}
