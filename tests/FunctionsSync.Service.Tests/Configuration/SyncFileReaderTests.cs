using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;

namespace FunctionsSync.Service.Tests.Configuration;

public sealed class SyncFileReaderTests
{
    private const string Smallest = """
        { "flows": [ { "name": "Projects", "bitrix24": { "entity": "deal" }, "notion": { "database": "11111111111111111111111111111111" },
          "fields": [ { "bitrix24": "TITLE", "notion": "Name" } ] } ] }
        """;

    [Fact]
    public void Read_SmallestFile_FillsInTheDefaults()
    {
        var file = SyncFileReader.Read(Smallest, "sync.json");

        var flow = Assert.Single(file.Flows);
        Assert.Equal(
            (CreateRule.Added, InitialRule.Bitrix24, Side.Bitrix24, "Bitrix24 ID"), (flow.Create, flow.Initial, flow.TieBreaker, flow.Notion.IdProperty));
        var field = Assert.Single(flow.Fields);
        Assert.Equal(("TITLE", "Name", null, null), (field.Bitrix24, field.Notion, field.Direction, field.Policy));
        Assert.Empty(file.Users);
    }

    [Fact]
    public void Read_EverythingSaid_IsTaken()
    {
        var file = SyncFileReader.Read(
            """
            {
              // Comments and trailing commas are fine.
              "$schema": "https://example.org/sync.schema.json",
              "users": { "ann@example.com": "ann@example.org", },
              "flows": [ {
                "name": "Projects", "create": "never", "initial": "newest", "tieBreaker": "notion",
                "bitrix24": { "entity": "item:174" },
                "notion": { "dataSource": "11111111-1111-1111-1111-111111111111", "idProperty": "CRM" },
                "fields": [ { "bitrix24": "TITLE", "notion": "Name", "direction": "toBitrix24", "policy": "lastWriteWins" }, ],
              }, ],
            }
            """,
            "sync.json");

        var flow = Assert.Single(file.Flows);
        Assert.Equal((CreateRule.Never, InitialRule.Newest, Side.Notion, "CRM"), (flow.Create, flow.Initial, flow.TieBreaker, flow.Notion.IdProperty));
        Assert.Equal((FieldDirection.ToBitrix24, ConflictPolicy.LastWriteWins), (flow.Fields[0].Direction, flow.Fields[0].Policy));
        Assert.Equal("ann@example.org", file.Users["ann@example.com"]);
    }

    [Theory]
    [InlineData("{}", "$.flows")]
    [InlineData("""{ "flows": [] }""", "$.flows")]
    [InlineData("null", "$")]
    [InlineData("[]", "$")]
    [InlineData("", "sync.json")]
    [InlineData("{", "sync.json")]
    [InlineData("""{ "flow": [] }""", "flow")]
    [InlineData("""{ "flows": null }""", "$.flows")]
    [InlineData("""{ "flows": [ null ] }""", "$.flows[0]")]
    [InlineData("""{ "flows": [ { "name": "P", "bitrix24": null } ] }""", "bitrix24")]
    [InlineData("""{ "flows": [ { "name": "P", "notion": null } ] }""", "notion")]
    [InlineData("""{ "flows": [ { "name": "P", "fields": null } ] }""", "fields")]
    [InlineData("""{ "flows": [ { "name": "P", "fields": [ null ] } ] }""", "$.flows[0].fields[0]")]
    [InlineData("""{ "flows": [ { "name": "P", "notion": { "idProperty": null } } ] }""", "idProperty")]
    [InlineData("""{ "flows": [ { "name": "P", "notion": { "idProperty": " " } } ] }""", "$.flows[0].notion.idProperty")]
    [InlineData("""{ "users": null }""", "users")]
    [InlineData("""{ "flows": [ { "name": "P", "create": "sometimes" } ] }""", "$.flows[0].create")]
    [InlineData("""{ "flows": [ { "name": "P", "create": 1 } ] }""", "$.flows[0].create")]
    [InlineData("""{ "flows": [ { "name": "P", "fields": [ { "direktion": "both" } ] } ] }""", "direktion")]
    [InlineData("""{ "flows": [ { "name": "P", "name": "Q" } ] }""", "name")]
    public void Read_BrokenFile_SaysWhere(string json, string expected) => Assert.Contains(expected, FaultOf(json), StringComparison.Ordinal);

    [Fact]
    public void ReadFile_NoSuchFile_NamesTheSetting()
    {
        var failure = Assert.Throws<ConfigurationException>(() => SyncFileReader.ReadFile("no-such-file.json"));

        Assert.Contains("SyncFile", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-file.json", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadFile_FileInTheWorkingDirectory_IsRead()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, Smallest, Some.Cancel);

            Assert.Equal("Projects", SyncFileReader.ReadFile(path).Flows[0].Name);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string FaultOf(string json) => Assert.Throws<ConfigurationException>(() => SyncFileReader.Read(json, "sync.json")).Message;
}
