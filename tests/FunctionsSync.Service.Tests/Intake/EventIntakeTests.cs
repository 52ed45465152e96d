using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Intake;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FunctionsSync.Service.Tests.Intake;

public sealed class EventIntakeTests
{
    private const string Form = "application/x-www-form-urlencoded";

    private readonly Mock<ISyncRequestQueue> _queue = new(MockBehavior.Strict);
    private readonly CapturingLogger<EventIntake> _log = new();
    private readonly InMemorySecretStore _secrets = new(
    [
        new(SecretNames.Bitrix24ApplicationToken, EventForm.ApplicationToken),
        new(SecretNames.Bitrix24Tokens, $$"""{"access_token":"kept-access","refresh_token":"kept-refresh","member_id":"{{EventForm.MemberId}}"}"""),
    ]);

    [Theory]
    [InlineData(Form)]
    [InlineData("application/x-www-form-urlencoded; charset=UTF-8")]
    [InlineData("Application/X-WWW-Form-URLencoded")]
    public async Task AcceptAsync_DealUpdateAsOnTheWire_EnqueuesOneRequestAndAccepts(string contentType)
    {
        ExpectRequest(759);

        var result = await AcceptAsync(EventForm.OnTheWire, contentType);

        Assert.Equal(200, result.StatusCode);
        Assert.True(result.IsAccepted);
        _queue.Verify(queue => queue.EnqueueAsync(It.IsAny<SyncRequest>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>()), Times.Once);
        AssertNothingSecretLogged();
    }

    [Theory]
    [InlineData("ONCRMDEALADD")]
    [InlineData("ONCRMDEALDELETE")]
    [InlineData("ONCRMDEALMOVETOCATEGORY")]
    [InlineData("OnCrmDealUpdate")]
    public async Task AcceptAsync_EveryEventAboutADeal_EnqueuesTheSame(string name)
    {
        ExpectRequest(759);

        Assert.Equal(200, (await AcceptAsync(new EventForm().With("event", name).ToString())).StatusCode);
    }

    /// <summary>Where a task has no id there is the text <c>undefined</c> instead of a map.</summary>
    [Theory]
    [InlineData("ONTASKADD", "data[FIELDS_BEFORE]", "data[FIELDS_AFTER][ID]")]
    [InlineData("ONTASKUPDATE", "data[FIELDS_BEFORE][ID]", "data[FIELDS_AFTER][ID]")]
    [InlineData("ONTASKDELETE", "data[FIELDS_BEFORE][ID]", "data[FIELDS_AFTER]")]
    public async Task AcceptAsync_EventAboutATask_EnqueuesItsId(string name, string before, string after)
    {
        ExpectRequest(759, "task");
        var form = new EventForm().Without("data[FIELDS][ID]").With("event", name).With("data[IS_ACCESSIBLE_AFTER]", "undefined");
        foreach (var field in new[] { before, after })
        {
            form.With(field, field.EndsWith("[ID]", StringComparison.Ordinal) ? "759" : "undefined");
        }

        Assert.Equal(200, (await AcceptOfAsync("task", form)).StatusCode);
        _queue.VerifyAll();
    }

    [Fact]
    public async Task AcceptAsync_EventAboutATaskWithoutAnyId_IsRefused()
    {
        var form = new EventForm().Without("data[FIELDS][ID]").With("event", "ONTASKUPDATE")
            .With("data[FIELDS_BEFORE]", "undefined").With("data[FIELDS_AFTER]", "undefined");

        Assert.Equal(400, (await AcceptOfAsync("task", form)).StatusCode);
        _queue.VerifyNoOtherCalls();
    }

    [Theory]
    [InlineData("ONCRMCOMPANYADD", "company")]
    [InlineData("ONCRMCONTACTUPDATE", "contact")]
    [InlineData("ONCRMLEADDELETE", "lead")]
    public async Task AcceptAsync_EventAboutAnotherRecordOfTheCrm_EnqueuesIt(string name, string entity)
    {
        ExpectRequest(759, entity);

        Assert.Equal(200, (await AcceptOfAsync(entity, new EventForm().With("event", name))).StatusCode);
        _queue.VerifyAll();
    }

    [Theory]
    [InlineData("ONCRMDYNAMICITEMADD")]
    [InlineData("ONCRMDYNAMICITEMUPDATE")]
    [InlineData("ONCRMDYNAMICITEMDELETE")]
    [InlineData("ONCRMDYNAMICITEMUPDATE_1032")]
    public async Task AcceptAsync_EventAboutASmartProcess_EnqueuesTheRecordOfItsType(string name)
    {
        ExpectRequest(759, "item:1032");
        var form = new EventForm().With("event", name).With("data[FIELDS][ENTITY_TYPE_ID]", "1032");

        Assert.Equal(200, (await AcceptOfAsync("item:1032", form)).StatusCode);
        _queue.VerifyAll();
    }

    [Theory]
    [InlineData("174")]
    [InlineData("")]
    [InlineData("deal")]
    public async Task AcceptAsync_EventAboutAnotherSmartProcess_IsAcceptedAndIgnored(string typeId)
    {
        var form = new EventForm().With("event", "ONCRMDYNAMICITEMUPDATE").With("data[FIELDS][ENTITY_TYPE_ID]", typeId);

        Assert.Equal(200, (await AcceptOfAsync("item:1032", form)).StatusCode);
        _queue.VerifyNoOtherCalls();
    }

    /// <summary>What a robot or a business process causes carries no user's tokens.</summary>
    [Fact]
    public async Task AcceptAsync_EventWithoutUserTokens_IsAccepted()
    {
        ExpectRequest(759);
        var form = new EventForm().Without("auth[access_token]").Without("auth[user_id]").Without("auth[expires]").Without("event_handler_id");

        Assert.Equal(200, (await AcceptAsync(form.ToString())).StatusCode);
    }

    [Fact]
    public async Task AcceptAsync_ApplicationWasUninstalled_IsAnErrorInTheLogAndNothingElse()
    {
        var form = new EventForm().Without("data[FIELDS][ID]").Without("auth[access_token]").With("event", "ONAPPUNINSTALL").With("data[CLEAN]", "1");

        Assert.Equal(200, (await AcceptAsync(form.ToString())).StatusCode);

        Assert.Contains("uninstalled", Assert.Single(_log.At(LogLevel.Error)), StringComparison.Ordinal);
        Assert.Empty(_queue.Invocations);
        Assert.Contains("kept-refresh", await _secrets.ReadAsync(SecretNames.Bitrix24Tokens, Some.Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AcceptAsync_ForgedUninstallation_IsRefused() =>
        await AssertRefusedAsync(403, new EventForm().With("event", "ONAPPUNINSTALL").With("auth[application_token]", "wrong").ToString());

    [Theory]
    [InlineData("auth[application_token]", "wrong")]
    [InlineData("auth[application_token]", "51856fefc120afa4b628cc82d3935ccE")]
    [InlineData("auth[member_id]", "wrong")]
    [InlineData("auth[domain]", "another.bitrix24.com")]
    [InlineData("auth[domain]", "some-domain.bitrix24.com.example.org")]
    public async Task AcceptAsync_NotOurs_IsRefused(string field, string value) =>
        await AssertRefusedAsync(403, new EventForm().With(field, value).ToString());

    [Theory]
    [InlineData("event")]
    [InlineData("auth[application_token]")]
    [InlineData("auth[member_id]")]
    [InlineData("auth[domain]")]
    [InlineData("data[FIELDS][ID]")]
    public async Task AcceptAsync_FieldIsMissing_IsRefused(string field)
    {
        await AssertRefusedAsync(400, new EventForm().Without(field).ToString());
        await AssertRefusedAsync(400, new EventForm().With(field, string.Empty).ToString());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("seven")]
    [InlineData("7.5")]
    [InlineData(" 7")]
    [InlineData("99999999999999999999")]
    [InlineData("undefined")]
    public async Task AcceptAsync_BadId_IsRefused(string id) =>
        await AssertRefusedAsync(400, new EventForm().With("data[FIELDS][ID]", id).ToString());

    [Fact]
    public async Task AcceptAsync_LongestId_IsAccepted()
    {
        ExpectRequest(long.MaxValue);

        Assert.Equal(200, (await AcceptAsync(new EventForm().With("data[FIELDS][ID]", "9223372036854775807").ToString())).StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("form")]
    [InlineData("application/")]
    [InlineData("application/x-www-form-urlencoded;")]
    [InlineData("application/x-www-form-urlencoded; charset")]
    [InlineData("application/x-www-form-urlencoded; charset=\"")]
    [InlineData("application/json")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("\u0001\u00ff")]
    public async Task AcceptAsync_OtherContentType_IsNeverAServerError(string? contentType)
    {
        ExpectRequest(759);

        var result = await AcceptAsync(EventForm.OnTheWire, contentType);

        Assert.True(result.StatusCode is 415 || contentType?.StartsWith(Form, StringComparison.Ordinal) is true, $"{result.StatusCode}");
        Assert.Equal(result.IsAccepted ? 1 : 0, _queue.Invocations.Count);
    }

    [Fact]
    public async Task AcceptAsync_JsonInsteadOfAForm_IsRefused()
    {
        await AssertRefusedAsync(415, """{"event":"ONCRMDEALUPDATE"}""", "application/json");
        await AssertRefusedAsync(400, """{"event":"ONCRMDEALUPDATE"}""");
    }

    [Theory]
    [InlineData("")]
    [InlineData("&&&===")]
    [InlineData("%")]
    [InlineData("%5B%5D=%zz&\0")]
    public async Task AcceptAsync_NothingToRead_IsRefused(string body) => await AssertRefusedAsync(400, body);

    [Fact]
    public async Task AcceptAsync_TokenGivenTwice_IsRefused() =>
        await AssertRefusedAsync(403, EventForm.OnTheWire + "&auth%5Bapplication_token%5D=x");

    [Fact]
    public async Task AcceptAsync_LargestBody_IsAcceptedAndOneByteMoreIsRefused()
    {
        ExpectRequest(759);
        var padded = EventForm.OnTheWire + "&pad=";
        padded += new string('x', EventIntake.MaxBodyBytes - padded.Length);

        Assert.Equal(200, (await AcceptAsync(padded)).StatusCode);
        await AssertRefusedAsync(413, padded + "x");
    }

    [Fact]
    public async Task AcceptAsync_EndlessBody_IsReadNoFurtherThanTheBound()
    {
        await using var body = new EndlessStream();

        var result = await Intake().AcceptAsync(Form, body, Some.Cancel);

        Assert.Equal(413, result.StatusCode);
        Assert.InRange(body.Given, EventIntake.MaxBodyBytes, EventIntake.MaxBodyBytes + 1);
    }

    [Theory]
    [InlineData("ONCRMCONTACTADD")]
    [InlineData("ONAPPTEST")]
    public async Task AcceptAsync_EventAboutSomethingElse_IsAcceptedAndIgnored(string name)
    {
        var result = await AcceptAsync(new EventForm().With("event", name).ToString());

        Assert.Equal(200, result.StatusCode);
        _queue.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task AcceptAsync_NoFlowCoversTheEntity_IsAcceptedAndIgnored()
    {
        var contacts = Some.Projects() with { Bitrix24 = new() { Entity = "contact" } };

        var result = await Intake(contacts).AcceptAsync(Form, EventForm.Stream(EventForm.OnTheWire), Some.Cancel);

        Assert.Equal(200, result.StatusCode);
        _queue.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task AcceptAsync_QueueIsOutOfReach_Fails()
    {
        _queue.Setup(queue => queue.EnqueueAsync(It.IsAny<SyncRequest>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IOException("storage"));

        await Assert.ThrowsAsync<IOException>(() => AcceptAsync(EventForm.OnTheWire));
    }

    private async Task AssertRefusedAsync(int status, string body, string contentType = Form)
    {
        _queue.Invocations.Clear();

        var result = await AcceptAsync(body, contentType);

        Assert.Equal(status, result.StatusCode);
        Assert.False(result.IsAccepted);
        Assert.NotEmpty(result.Message);
        Assert.Empty(_queue.Invocations);
        Assert.DoesNotContain(EventForm.ApplicationToken, result.Message, StringComparison.OrdinalIgnoreCase);
        AssertNothingSecretLogged();
    }

    private void AssertNothingSecretLogged()
    {
        Assert.NotEmpty(_log.Everything);
        Assert.All(
            [
                EventForm.ApplicationToken, EventForm.AccessToken, EventForm.MemberId, "kept-access", "kept-refresh",
                "event=", "event_handler_id", "data%5B", "wrong",
            ],
            secret => Assert.DoesNotContain(secret, _log.Everything, StringComparison.OrdinalIgnoreCase));
    }

    private void ExpectRequest(long id, string entity = "deal") => _queue
        .Setup(queue => queue.EnqueueAsync(
            new SyncRequest(new RecordRef.Bitrix24(new(entity), new(id)), SyncCause.Bitrix24Event, Some.Noon, null), TimeSpan.Zero, Some.Cancel))
        .Returns(Task.CompletedTask);

    private Task<IntakeResult> AcceptOfAsync(string entity, EventForm form) =>
        Intake(Some.Projects() with { Bitrix24 = new() { Entity = entity } }).AcceptAsync(Form, EventForm.Stream(form.ToString()), Some.Cancel);

    private Task<IntakeResult> AcceptAsync(string body, string? contentType = Form) =>
        Intake().AcceptAsync(contentType, EventForm.Stream(body), Some.Cancel);

    private EventIntake Intake(FlowSettings? flow = null)
    {
        var clock = new FakeTimeProvider(Some.Noon);
        var options = Options.Create(new Bitrix24Options { PortalUrl = $"https://{EventForm.Domain}" });
        var never = new Lazy<ApplicationInstallation>(() => throw new InvalidOperationException("An ordinary event needs no look at the application."));
        return new(new(_secrets, new(_secrets), options, clock), never, _queue.Object, Some.File(flow ?? Some.Projects()), clock, _log);
    }
}
