using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;

namespace FunctionsSync.Service.Tests.Flows;

public sealed class FlowBinderTests : FlowBinderTest
{
    [Fact]
    public async Task BindAsync_EverythingFits_BindsWithTheDefaultPolicies()
    {
        var flow = await BindAsync(Some.Projects() with { Create = CreateRule.Never, Initial = InitialRule.Newest, TieBreaker = Side.Notion });

        Assert.Equal(("Projects", "deal", Some.DataSource), (flow.Name.Value, flow.Entity.Value, flow.DataSource));
        Assert.Equal("id-Bitrix24 ID", flow.IdProperty.Id);
        Assert.Equal((CreateRule.Never, InitialRule.Newest, Side.Notion), (flow.Create, flow.Initial, flow.TieBreaker));
        Assert.Equal(
            [
                (Some.Title, FieldDirection.Both, ConflictPolicy.LastWriteWins),
                (Some.Stage, FieldDirection.Both, ConflictPolicy.Bitrix24),
                (Some.Amount, FieldDirection.Both, ConflictPolicy.LastWriteWins),
            ],
            flow.Fields.Select(field => (field.Key, field.Direction, field.Policy)));
    }

    [Fact]
    public async Task BindAsync_PolicyAndDirectionGiven_AreTaken()
    {
        var flow = await BindAsync(
            new FieldSettings { Bitrix24 = "stage_id", Notion = "Status", Direction = FieldDirection.ToBitrix24, Policy = ConflictPolicy.Notion });

        var field = Assert.Single(flow.Fields);
        Assert.Equal(("STAGE_ID", FieldDirection.ToBitrix24, ConflictPolicy.Notion), (field.Bitrix24.Name, field.Direction, field.Policy));
    }

    [Fact]
    public async Task BindAsync_ManyErrors_NamesThemAll()
    {
        Schemas.Properties.RemoveAll(property => property.Name == "Bitrix24 ID");
        Schemas.Fields.Add(Some.Field("PHOTO", kind: null, type: "file"));

        var message = await FaultAsync(Some.Projects() with
        {
            Fields =
            [
                new() { Bitrix24 = "TITLE", Notion = "Amount" },
                new() { Bitrix24 = "NOWHERE", Notion = "Nothing" },
                new() { Bitrix24 = "PHOTO", Notion = "Name" },
                new() { Bitrix24 = "STAGE_ID", Notion = "status" },
            ],
        });

        Assert.StartsWith("The flow 'Projects' does not fit: ", message, StringComparison.Ordinal);
        Assert.All(
            [
                "no property 'Bitrix24 ID'",
                "TITLE (string) cannot be paired with 'Amount' (number): it goes with properties that hold Text",
                "Bitrix24 has no field 'NOWHERE'",
                "Notion has no property 'Nothing'",
                "PHOTO (file) cannot be paired with 'Name' (title): this type of field is not synchronised",
                "Notion has no property 'status'",
            ],
            error => Assert.Contains(error, message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task BindAsync_FieldWithSeveralPartners_NamesThem()
    {
        Schemas.Fields.Add(Some.Field("ASSIGNED_BY_ID", ValueKind.Person, "user"));

        Assert.Contains(
            "ASSIGNED_BY_ID (user) cannot be paired with 'Amount' (number): it goes with properties that hold People, Text",
            await FaultAsync(new FieldSettings { Bitrix24 = "ASSIGNED_BY_ID", Notion = "Amount" }),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("number", true)]
    [InlineData("rich_text", true)]
    [InlineData("title", false)]
    [InlineData("formula", false)]
    public async Task BindAsync_IdPropertyOfAType_IsTakenOrRefused(string type, bool fits)
    {
        Schemas.Properties.RemoveAll(property => property.Name == "Bitrix24 ID");
        Schemas.Properties.Add(Some.Property("Bitrix24 ID", type: type));

        if (fits)
        {
            Assert.Equal(type, (await BindAsync(Some.Projects())).IdProperty.Type);
        }
        else
        {
            Assert.Contains($"is of type {type}", await FaultAsync(Some.Projects()), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(FieldDirection.Both)]
    [InlineData(FieldDirection.ToBitrix24)]
    public async Task BindAsync_ReadOnlyFieldToBeWritten_IsRefused(FieldDirection direction)
    {
        Schemas.Fields.Add(Some.Field("CREATED", isReadOnly: true));

        Assert.Contains(
            "CREATED cannot be written from 'Name': set its direction to toNotion",
            await FaultAsync(new FieldSettings { Bitrix24 = "CREATED", Notion = "Name", Direction = direction }),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(FieldDirection.ToNotion)]
    public async Task BindAsync_ReadOnlyField_GoesToNotion(FieldDirection? direction)
    {
        Schemas.Fields.Add(Some.Field("CREATED", isReadOnly: true));

        var flow = await BindAsync(new FieldSettings { Bitrix24 = "CREATED", Notion = "Name", Direction = direction });

        Assert.Equal(FieldDirection.ToNotion, Assert.Single(flow.Fields).Direction);
    }

    [Fact]
    public async Task BindAsync_PairThatGoesOneWayOnly_GoesToNotion()
    {
        Schemas.Fields.Add(Some.Field("COMPANY_ID", ValueKind.Reference, "crm_company"));

        var flow = await BindAsync(new FieldSettings { Bitrix24 = "COMPANY_ID", Notion = "Name" });

        Assert.Equal(FieldDirection.ToNotion, Assert.Single(flow.Fields).Direction);
    }

    [Theory]
    [InlineData(null, null, "Name")]
    [InlineData(FieldDirection.ToNotion, FieldDirection.ToNotion, "Name")]
    public async Task BindAsync_TwoFieldsWriteOneProperty_IsRefused(FieldDirection? first, FieldDirection? second, string property)
    {
        Schemas.Fields.Add(Some.Field("COMMENTS"));

        Assert.Contains(
            $"'{property}' is written from TITLE and COMMENTS",
            await FaultAsync(
                new FieldSettings { Bitrix24 = "TITLE", Notion = property, Direction = first },
                new FieldSettings { Bitrix24 = "COMMENTS", Notion = property, Direction = second }),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task BindAsync_TwoPropertiesWriteOneField_IsRefused()
    {
        Schemas.Properties.Add(Some.Property("Alias"));

        Assert.Contains(
            "TITLE is written from 'Name' and 'Alias'",
            await FaultAsync(new FieldSettings { Bitrix24 = "TITLE", Notion = "Name" }, new FieldSettings { Bitrix24 = "title", Notion = "Alias" }),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task BindAsync_IdPropertyIsMapped_IsRefused() => Assert.Contains(
        "'Bitrix24 ID' holds the Bitrix24 id",
        await FaultAsync(new FieldSettings { Bitrix24 = "OPPORTUNITY", Notion = "Bitrix24 ID" }),
        StringComparison.Ordinal);

    [Fact]
    public async Task BindAsync_OneFieldToTwoProperties_Fits()
    {
        Schemas.Properties.Add(Some.Property("Alias"));

        var flow = await BindAsync(
            new FieldSettings { Bitrix24 = "TITLE", Notion = "Name" },
            new FieldSettings { Bitrix24 = "TITLE", Notion = "Alias", Direction = FieldDirection.ToNotion });

        Assert.Equal(2, flow.Fields.Count);
    }

    [Fact]
    public async Task BindAsync_DatabaseWithOneDataSource_TakesIt()
    {
        Schemas.DataSources.Clear();
        Schemas.DataSources.Add(new(new Guid("22222222-2222-2222-2222-222222222222")));

        Assert.Equal(Schemas.DataSources[0], (await BindAsync(InDatabase())).DataSource);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task BindAsync_DatabaseWithoutOrWithSeveralDataSources_AsksForOne(int count)
    {
        Schemas.DataSources.Clear();
        Schemas.DataSources.AddRange(Enumerable.Range(0, count).Select(_ => new DataSourceId(Guid.NewGuid())));

        Assert.Contains($"has {count} data sources: set notion.dataSource", await FaultAsync(InDatabase()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BindAsync_CreateInBitrix24_IsRefusedUntilItIsThere()
    {
        var failure = await Assert.ThrowsAsync<ConfigurationException>(() => BindAsync(Some.Projects() with { CreateInBitrix24 = true }));

        Assert.Contains("createInBitrix24 is not available yet", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BindAsync_Filter_NamesFieldsAndKeepsTheirOperators()
    {
        var filter = new Dictionary<string, IReadOnlyList<string>> { ["STAGE_ID"] = ["NEW", "WON"], [">=OPPORTUNITY"] = ["10"] };

        var flow = await BindAsync(Some.Projects() with { Bitrix24 = new() { Entity = "deal", Filter = filter } });

        Assert.Equal([("", "STAGE_ID"), (">=", "OPPORTUNITY")], flow.Filter.Select(condition => (condition.Operator, condition.Field.Name)));
    }

    [Fact]
    public async Task BindAsync_FilterOnAnUnknownField_NamesIt()
    {
        var filter = new Dictionary<string, IReadOnlyList<string>> { ["!NO_SUCH_FIELD"] = ["1"] };

        var failure = await Assert.ThrowsAsync<ConfigurationException>(
            () => BindAsync(Some.Projects() with { Bitrix24 = new() { Entity = "deal", Filter = filter } }));

        Assert.Contains("'NO_SUCH_FIELD'", failure.Message, StringComparison.Ordinal);
    }

    private static FlowSettings InDatabase() => Some.Projects() with { Notion = new() { Database = "33333333333333333333333333333333" } };

    private Task<Flow> BindAsync(params FieldSettings[] fields) => BindAsync(Some.Projects() with { Fields = fields });

    private Task<string> FaultAsync(params FieldSettings[] fields) => FaultAsync(Some.Projects() with { Fields = fields });
}
