using System.Text.Json;
using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

public sealed class Bitrix24ReadCommandTests
{
    [Theory]
    [InlineData("""{"item":{"id":1}}""", "item", false)]
    [InlineData("""{"task":{"id":1}}""", "task", true)]
    public void RecordIn_ARecord_IsIt(string result, string member, bool isEmptyForMissing) =>
        Assert.Equal(1, Of(member, isEmptyForMissing).RecordIn(JsonElement.Parse(result))!.Value.GetProperty("id").GetInt32());

    /// <summary>Tasks that do not exist come as an empty list. A CRM record that is not there is an error, and anything else no reason to delete its page.</summary>
    [Theory]
    [InlineData("[]")]
    [InlineData("""{"item":null}""")]
    [InlineData("""{"item":[]}""")]
    public void RecordIn_Nothing_IsMissingOnlyWhereTheMethodSaysItSo(string result)
    {
        Assert.Null(Of("task", isEmptyForMissing: true).RecordIn(JsonElement.Parse(result)));
        var failure = Assert.Throws<RemoteException>(() => Of("item", isEmptyForMissing: false).RecordIn(JsonElement.Parse(result)));
        Assert.True(failure.IsRetriable);
    }

    private static Bitrix24ReadCommand Of(string member, bool isEmptyForMissing) => new("crm.item.get?id=1", member, isEmptyForMissing, []);
}
