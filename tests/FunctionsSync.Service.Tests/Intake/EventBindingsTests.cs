using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Intake;
using FunctionsSync.Service.Tests.Fakes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FunctionsSync.Service.Tests.Intake;

public sealed class EventBindingsTests
{
    private static readonly Uri Handler = new("https://sync.example.com/api/bitrix24/events?code=key");

    private readonly Mock<IBitrix24Events> _events = new(MockBehavior.Strict);
    private readonly InMemorySecretStore _secrets = new();
    private readonly FakeTimeProvider _clock = new(Some.Noon);
    private readonly CapturingLogger<EventBindings> _log = new();

    [Fact]
    public async Task WatchAsync_NeverBound_DoesNothingAndSaysSoOnce()
    {
        var bindings = Bindings();

        for (var turn = 0; turn < 3; turn++)
        {
            await bindings.WatchAsync(Some.Cancel);
            _clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Single(_log.At(LogLevel.Debug));
        Assert.Empty(_events.Invocations);
    }

    [Fact]
    public async Task WatchAsync_BoundByAnotherProcess_BindsWhatIsMissingThereAndWarns()
    {
        Expect([]);
        await Bindings().BindAsync(Handler, Some.Cancel);
        Expect(["ONCRMDEALADD", "ONCRMDEALUPDATE"]);

        await Bindings().WatchAsync(Some.Cancel);

        Assert.Contains("ONCRMDEALADD, ONCRMDEALUPDATE", Assert.Single(_log.At(LogLevel.Warning)), StringComparison.Ordinal);
        Assert.DoesNotContain("code=key", _log.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WatchAsync_NothingIsMissing_IsSilent()
    {
        Expect([]);
        var bindings = Bindings();
        await bindings.BindAsync(Handler, Some.Cancel);

        await bindings.WatchAsync(Some.Cancel);

        Assert.Empty(_log.Everything);
    }

    [Fact]
    public async Task WatchAsync_CalledEveryFiveMinutes_LooksEveryQuarterOfAnHour()
    {
        Expect([]);
        var bindings = Bindings();
        await bindings.BindAsync(Handler, Some.Cancel);
        _events.Invocations.Clear();

        for (var turn = 0; turn < 12; turn++)
        {
            await bindings.WatchAsync(Some.Cancel);
            _clock.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(4, _events.Invocations.Count);
    }

    [Fact]
    public async Task WatchAsync_PortalCannotBeAsked_FailsAndLooksAgainTheNextTime()
    {
        Expect([]);
        var bindings = Bindings();
        await bindings.BindAsync(Handler, Some.Cancel);
        _events.SetupSequence(port => port.BindAsync(Handler, It.IsAny<IReadOnlyCollection<string>>(), Some.Cancel))
            .ThrowsAsync(Some.Failure(RemoteFailure.Unreachable))
            .ReturnsAsync(["ONCRMDEALADD"]);

        await Assert.ThrowsAsync<RemoteException>(() => bindings.WatchAsync(Some.Cancel));
        await bindings.WatchAsync(Some.Cancel);

        Assert.Single(_log.At(LogLevel.Warning));
    }

    [Fact]
    public async Task BindAsync_PortalRefuses_RemembersNothing()
    {
        _events.Setup(port => port.BindAsync(Handler, It.IsAny<IReadOnlyCollection<string>>(), Some.Cancel)).ThrowsAsync(Some.Failure(RemoteFailure.Rejected));

        await Assert.ThrowsAsync<RemoteException>(() => Bindings().BindAsync(Handler, Some.Cancel));

        Assert.Null(await new EventHandlerAddress(_secrets).ReadAsync(Some.Cancel));
    }

    private EventBindings Bindings()
    {
        var file = Some.File(Some.Projects());
        return new(new(_secrets), _events.Object, NoOfflineEvents.Bindings(file), file, _clock, _log);
    }

    private void Expect(string[] missing) => _events
        .Setup(port => port.BindAsync(Handler, It.Is<IReadOnlyCollection<string>>(names => names.Contains("ONCRMDEALMOVETOCATEGORY")), Some.Cancel))
        .ReturnsAsync(missing);
}
