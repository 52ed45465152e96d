using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Intake;
using Microsoft.Extensions.Logging;
using Moq;

namespace FunctionsSync.Service.Tests.Intake;

public sealed class EventIntakeTests : EventIntakeTest
{
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
        Queue.Verify(queue => queue.EnqueueAsync(It.IsAny<SyncRequest>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>()), Times.Once);
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
        Queue.VerifyAll();
    }

    [Fact]
    public async Task AcceptAsync_EventAboutATaskWithoutAnyId_IsRefused()
    {
        var form = new EventForm().Without("data[FIELDS][ID]").With("event", "ONTASKUPDATE")
            .With("data[FIELDS_BEFORE]", "undefined").With("data[FIELDS_AFTER]", "undefined");

        Assert.Equal(400, (await AcceptOfAsync("task", form)).StatusCode);
        Queue.VerifyNoOtherCalls();
    }

    [Theory]
    [InlineData("ONCRMCOMPANYADD", "company")]
    [InlineData("ONCRMCONTACTUPDATE", "contact")]
    [InlineData("ONCRMLEADDELETE", "lead")]
    public async Task AcceptAsync_EventAboutAnotherRecordOfTheCrm_EnqueuesIt(string name, string entity)
    {
        ExpectRequest(759, entity);

        Assert.Equal(200, (await AcceptOfAsync(entity, new EventForm().With("event", name))).StatusCode);
        Queue.VerifyAll();
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
        Queue.VerifyAll();
    }

    [Theory]
    [InlineData("174")]
    [InlineData("")]
    [InlineData("deal")]
    public async Task AcceptAsync_EventAboutAnotherSmartProcess_IsAcceptedAndIgnored(string typeId)
    {
        var form = new EventForm().With("event", "ONCRMDYNAMICITEMUPDATE").With("data[FIELDS][ENTITY_TYPE_ID]", typeId);

        Assert.Equal(200, (await AcceptOfAsync("item:1032", form)).StatusCode);
        Queue.VerifyNoOtherCalls();
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

        Assert.Contains("uninstalled", Assert.Single(Log.At(LogLevel.Error)), StringComparison.Ordinal);
        Assert.Empty(Queue.Invocations);
        Assert.Contains("kept-refresh", await Secrets.ReadAsync(SecretNames.Bitrix24Tokens, Some.Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ONCRMCONTACTADD")]
    [InlineData("ONAPPTEST")]
    public async Task AcceptAsync_EventAboutSomethingElse_IsAcceptedAndIgnored(string name)
    {
        var result = await AcceptAsync(new EventForm().With("event", name).ToString());

        Assert.Equal(200, result.StatusCode);
        Queue.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task AcceptAsync_NoFlowCoversTheEntity_IsAcceptedAndIgnored()
    {
        var contacts = Some.Projects() with { Bitrix24 = new() { Entity = "contact" } };

        var result = await Intake(contacts).AcceptAsync(Form, EventForm.Stream(EventForm.OnTheWire), Some.Cancel);

        Assert.Equal(200, result.StatusCode);
        Queue.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task AcceptAsync_QueueIsOutOfReach_Fails()
    {
        Queue.Setup(queue => queue.EnqueueAsync(It.IsAny<SyncRequest>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IOException("storage"));

        await Assert.ThrowsAsync<IOException>(() => AcceptAsync(EventForm.OnTheWire));
    }

    private Task<IntakeResult> AcceptOfAsync(string entity, EventForm form) =>
        Intake(Some.Projects() with { Bitrix24 = new() { Entity = entity } }).AcceptAsync(Form, EventForm.Stream(form.ToString()), Some.Cancel);
}
