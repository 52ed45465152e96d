using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators.Bitrix24;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

public sealed class Bitrix24SchemaTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("TITLE", ValueKind.Text, false)]
    [InlineData("STAGE_ID", ValueKind.Choice, false)]
    [InlineData("OPPORTUNITY", ValueKind.Number, false)]
    [InlineData("ASSIGNED_BY_ID", ValueKind.Person, false)]
    [InlineData("COMPANY_ID", ValueKind.Reference, false)]
    [InlineData("DATE_CREATE", ValueKind.DateAndTime, true)]
    [InlineData("BEGINDATE", ValueKind.Date, false)]
    public async Task ReadFieldsAsync_Deal_HasTheField(string name, ValueKind kind, bool isReadOnly)
    {
        await using var portal = await The.Portal();

        var fields = await portal.Get<IBitrix24Schema>().ReadFieldsAsync(EntityType.Deal, Cancelled);

        var field = Assert.Single(fields, field => field.Name == name);
        Assert.Equal((kind, isReadOnly), (field.Kind, field.IsReadOnly));
    }

    [Fact]
    public async Task ReadFieldsAsync_FieldOfSeveralValues_SaysSo()
    {
        await using var portal = await The.Portal();
        portal.State.AddUserField(new UserField("UF_CRM_TAGS", "string", "Tags") { Multiple = true });

        var fields = await portal.Get<IBitrix24Schema>().ReadFieldsAsync(EntityType.Deal, Cancelled);

        Assert.Equal(ValueKind.Several, Assert.Single(fields, field => field.Name == "UF_CRM_TAGS").Kind);
    }

    [Fact]
    public async Task ReadFieldsAsync_UnknownEntity_NamesTheSettingAndTheChoices()
    {
        await using var portal = await The.Portal();

        var exception = await Assert.ThrowsAsync<ConfigurationException>(
            () => portal.Get<IBitrix24Schema>().ReadFieldsAsync(new("invoices"), Cancelled));

        Assert.Contains("bitrix24.entity is deal, task, company", exception.Message, StringComparison.Ordinal);
    }
}
