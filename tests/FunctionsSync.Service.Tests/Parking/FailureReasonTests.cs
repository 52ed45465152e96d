using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Parking;

namespace FunctionsSync.Service.Tests.Parking;

public sealed class FailureReasonTests
{
    [Theory]
    [InlineData(
        "Notion answered PATCH /v1/pages/1f0e with 400 (validation_error: body.properties.Name.title should be defined, instead was `undefined`.).",
        "Notion answered PATCH /v1/pages/1f0e with 400 (validation_error: body.properties.Name.title should be defined, instead was `undefined`.).")]
    [InlineData(
        "body failed: `body.children[3].text` should be text, instead was `\"Smith & Sons\"`.",
        "body failed: `body.children[3].text` should be text, instead was \"…\".")]
    [InlineData("Bitrix24 answered crm.item.update with 400 (CRM_FIELD_ERROR_REQUIRED: Field \"UF_CRM_1\" is required).", "Bitrix24 answered crm.item.update with 400 (CRM_FIELD_ERROR_REQUIRED: Field \"UF_CRM_1\" is required).")]
    [InlineData("The address «ann@example.com» is wrong", "The address \"…\" is wrong")]
    [InlineData("The address ann@example.com is wrong", "The address … is wrong")]
    [InlineData("Two\r\nlines", "Two lines")]
    public void Of_SystemsOwnWords_LeavesOutWhatMayBeAValue(string said, string kept) =>
        Assert.Equal(kept, FailureReason.Of(new RemoteException(RemoteFailure.Rejected, said)));

    [Fact]
    public void Of_LongMessage_IsCut() =>
        Assert.Equal(600, FailureReason.Of(new RemoteException(RemoteFailure.Rejected, new string('x', 5000))).Length);

    [Fact]
    public void Of_AnythingElse_NamesOnlyItsKind()
    {
        var reason = FailureReason.Of(new InvalidOperationException("Smith & Sons"));

        Assert.StartsWith("InvalidOperationException", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("Smith", reason, StringComparison.Ordinal);
    }
}
