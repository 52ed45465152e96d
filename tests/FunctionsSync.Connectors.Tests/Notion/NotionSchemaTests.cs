using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Notion;

public sealed class NotionSchemaTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadDataSourcesAsync_Database_HasOne()
    {
        await using var workspace = await The.Workspace();

        var sources = await workspace.Get<INotionSchema>().ReadDataSourcesAsync(Guid.Parse(workspace.DatabaseId), Cancelled);

        Assert.Equal(workspace.DataSourceId, Assert.Single(sources).ToString());
    }

    [Fact]
    public async Task ReadDataSourcesAsync_DatabaseThatIsNotShared_SaysHowToShareIt()
    {
        await using var workspace = await The.Workspace();
        workspace.State.Unshare(workspace.DatabaseId);

        var exception = await Assert.ThrowsAsync<RemoteException>(
            () => workspace.Get<INotionSchema>().ReadDataSourcesAsync(Guid.Parse(workspace.DatabaseId), Cancelled));

        Assert.Equal(RemoteFailure.NotFound, exception.Failure);
        Assert.Contains("Connections", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadPropertiesAsync_UnknownType_IsCarriedAndNotSynchronised()
    {
        await using var workspace = await The.Workspace();
        await workspace.ChangeSchemaAsync("""{"Edited": {"last_edited_time": {}}, "Done": {"checkbox": {}}}""");

        var properties = await workspace.Get<INotionSchema>().ReadPropertiesAsync(new(Guid.Parse(workspace.DataSourceId)), Cancelled);

        var kinds = properties.ToDictionary(property => property.Name, property => (property.Kind, property.IsReadOnly));
        Assert.Equal((null, true), kinds["Edited"]);
        Assert.Equal((ValueKind.Flag, false), kinds["Done"]);
        Assert.Equal((ValueKind.Choice, false), kinds["Phase"]);
        Assert.Equal((ValueKind.People, false), kinds["Responsible"]);
    }
}
