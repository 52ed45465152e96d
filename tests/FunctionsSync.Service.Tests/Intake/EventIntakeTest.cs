using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Intake;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FunctionsSync.Service.Tests.Intake;

/// <summary>An intake of one portal, over a queue that takes only what a test expects.</summary>
public abstract class EventIntakeTest
{
    private protected const string Form = "application/x-www-form-urlencoded";

    private protected Mock<ISyncRequestQueue> Queue { get; } = new(MockBehavior.Strict);

    private protected CapturingLogger<EventIntake> Log { get; } = new();

    private protected InMemorySecretStore Secrets { get; } = new(
    [
        new(SecretNames.Bitrix24ApplicationToken, EventForm.ApplicationToken),
        new(SecretNames.Bitrix24Tokens, $$"""{"access_token":"kept-access","refresh_token":"kept-refresh","member_id":"{{EventForm.MemberId}}"}"""),
    ]);

    private protected void AssertNothingSecretLogged()
    {
        Assert.NotEmpty(Log.Everything);
        Assert.All(
            [
                EventForm.ApplicationToken, EventForm.AccessToken, EventForm.MemberId, "kept-access", "kept-refresh",
                "event=", "event_handler_id", "data%5B", "wrong",
            ],
            secret => Assert.DoesNotContain(secret, Log.Everything, StringComparison.OrdinalIgnoreCase));
    }

    private protected void ExpectRequest(long id, string entity = "deal") => Queue
        .Setup(queue => queue.EnqueueAsync(
            new SyncRequest(new RecordRef.Bitrix24(new(entity), new(id)), SyncCause.Bitrix24Event, Some.Noon, null), TimeSpan.Zero, Some.Cancel))
        .Returns(Task.CompletedTask);

    private protected Task<IntakeResult> AcceptAsync(string body, string? contentType = Form) =>
        Intake().AcceptAsync(contentType, EventForm.Stream(body), Some.Cancel);

    private protected EventIntake Intake(FlowSettings? flow = null)
    {
        var clock = new FakeTimeProvider(Some.Noon);
        var options = Options.Create(new Bitrix24Options { PortalUrl = $"https://{EventForm.Domain}" });
        var never = new Lazy<ApplicationInstallation>(() => throw new InvalidOperationException("An ordinary event needs no look at the application."));
        return new(new(Secrets, new(Secrets), options, clock), never, Queue.Object, Some.File(flow ?? Some.Projects()), clock, Log);
    }
}
