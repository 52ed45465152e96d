using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Flows;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FunctionsSync.Service.Tests;

public sealed class StartupCheckTests : IDisposable
{
    private readonly MockSequence _order = new();
    private readonly Mock<IBitrix24Schema> _bitrix24 = new(MockBehavior.Strict);
    private readonly Mock<INotionSchema> _notion = new(MockBehavior.Strict);
    private readonly FlowCatalog _flows;
    private readonly StartupCheck _check;

    public StartupCheckTests()
    {
        var clock = new FakeTimeProvider(Some.Noon);
        var file = Some.File(Some.Projects());
        _flows = new(
            file, new(_bitrix24.Object, _notion.Object, new(Mock.Of<IMappingStore>(MockBehavior.Strict), clock), PageTemplates.Read(file), file), new(new InMemoryCursorStore(), clock), clock);
        _check = new(_bitrix24.Object, _notion.Object, _flows);
    }

    public void Dispose() => _flows.Dispose();

    [Fact]
    public async Task RunAsync_EverythingFits_AsksBothSystemsWhoWeAreThenBinds()
    {
        _bitrix24.InSequence(_order).Setup(schema => schema.CheckAccessAsync(Some.Cancel)).Returns(Task.CompletedTask);
        _notion.InSequence(_order).Setup(schema => schema.CheckAccessAsync(Some.Cancel)).Returns(Task.CompletedTask);
        _notion.InSequence(_order).Setup(schema => schema.ReadPropertiesAsync(Some.DataSource, Some.Cancel)).ReturnsAsync(
            [
                Some.Property("Name"),
                Some.Property("Status", ValueKind.Choice),
                Some.Property("Amount", ValueKind.Number),
                Some.Property("Bitrix24 ID", type: "number"),
            ]);
        _bitrix24.InSequence(_order).Setup(schema => schema.ReadFieldsAsync(EntityType.Deal, Some.Cancel)).ReturnsAsync(
            [Some.Field("TITLE"), Some.Field("STAGE_ID", ValueKind.Choice), Some.Field("OPPORTUNITY", ValueKind.Number)]);

        Assert.Equal("Projects", Assert.Single(await _check.RunAsync(Some.Cancel)).Name.Value);
    }

    [Fact]
    public async Task RunAsync_Bitrix24Refuses_AsksNothingElse()
    {
        _bitrix24.Setup(schema => schema.CheckAccessAsync(Some.Cancel)).ThrowsAsync(Some.Failure(RemoteFailure.Unauthorized));

        await AssertFailsAsync(RemoteFailure.Unauthorized);
    }

    [Fact]
    public async Task RunAsync_NotionRefuses_BindsNothing()
    {
        _bitrix24.Setup(schema => schema.CheckAccessAsync(Some.Cancel)).Returns(Task.CompletedTask);
        _notion.Setup(schema => schema.CheckAccessAsync(Some.Cancel)).ThrowsAsync(Some.Failure(RemoteFailure.Forbidden));

        await AssertFailsAsync(RemoteFailure.Forbidden);
    }

    [Fact]
    public async Task RunAsync_DatabaseIsNotShared_Fails()
    {
        _bitrix24.Setup(schema => schema.CheckAccessAsync(Some.Cancel)).Returns(Task.CompletedTask);
        _notion.Setup(schema => schema.CheckAccessAsync(Some.Cancel)).Returns(Task.CompletedTask);
        _notion.Setup(schema => schema.ReadPropertiesAsync(Some.DataSource, Some.Cancel)).ThrowsAsync(Some.Failure(RemoteFailure.NotFound));

        await AssertFailsAsync(RemoteFailure.NotFound);
    }

    private async Task AssertFailsAsync(RemoteFailure kind) =>
        Assert.Equal(kind, (await Assert.ThrowsAsync<RemoteException>(() => _check.RunAsync(Some.Cancel))).Failure);
}
