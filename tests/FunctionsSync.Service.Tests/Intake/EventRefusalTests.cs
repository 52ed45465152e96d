using FunctionsSync.Service.Intake;

namespace FunctionsSync.Service.Tests.Intake;

/// <summary>Whatever is not a Bitrix24 event of our portal is refused, enqueues nothing and tells nothing.</summary>
public sealed class EventRefusalTests : EventIntakeTest
{
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
        Assert.Equal(result.IsAccepted ? 1 : 0, Queue.Invocations.Count);
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

    private async Task AssertRefusedAsync(int status, string body, string contentType = Form)
    {
        Queue.Invocations.Clear();

        var result = await AcceptAsync(body, contentType);

        Assert.Equal(status, result.StatusCode);
        Assert.False(result.IsAccepted);
        Assert.NotEmpty(result.Message);
        Assert.Empty(Queue.Invocations);
        Assert.DoesNotContain(EventForm.ApplicationToken, result.Message, StringComparison.OrdinalIgnoreCase);
        AssertNothingSecretLogged();
    }
}
