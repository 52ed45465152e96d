using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

/// <summary>Records carry the pipeline in a stage's code; dictionaries of real portals do or do not, those of the simulator do.</summary>
public sealed class Bitrix24StagesTests
{
    private static readonly Bitrix24Field Stage = Field("STAGE_ID", "DEAL_STAGE");
    private static readonly Bitrix24Field Source = Field("SOURCE_ID", "SOURCE");

    [Theory]
    [InlineData("C9:NEW", 9L, "C9:NEW")]
    [InlineData("NEW", 9L, "C9:NEW")]
    [InlineData("NEW", 0L, "NEW")]
    [InlineData("NEW", null, "NEW")]
    public void CodeIn_RowOfADictionary_IsWhatARecordOfThePipelineHolds(string code, long? pipeline, string expected) =>
        Assert.Equal(expected, Bitrix24Stages.CodeIn(code, Stage, pipeline));

    [Theory]
    [InlineData("C9:NEW", "C9:NEW", true)]
    [InlineData("NEW", "C9:NEW", true)]
    [InlineData("NEW", "NEW", true)]
    [InlineData("C9:NEW", "C9:WON", false)]
    [InlineData("NEW", "C9:NEWER", false)]
    public void IsCode_WithOrWithoutThePipeline_IsTheSameStage(string row, string held, bool expected) =>
        Assert.Equal(expected, Bitrix24Stages.IsCode(row, held));

    [Fact]
    public void AnyOtherDictionary_KnowsNoPipelines()
    {
        Assert.Equal("SOURCE", Bitrix24Stages.DictionaryOf(Source, 9));
        Assert.Equal("CALL", Bitrix24Stages.CodeIn("CALL", Source, 9));
        Assert.Equal("DEAL_STAGE_9", Bitrix24Stages.DictionaryOf(Stage, 9));
        Assert.Equal("DEAL_STAGE", Bitrix24Stages.DictionaryOf(Stage, 0));
    }

    [Theory]
    [InlineData("item:147", "DYNAMIC_147_STAGE")]
    [InlineData("item:31", "SMART_INVOICE_STAGE")]
    [InlineData("deal", "DEAL_STAGE")]
    public void In_StageOfAnEntityWithPipelines_HasTheDictionaryOfItsStages(string entity, string dictionary) =>
        Assert.Equal(dictionary, Bitrix24Stages.In(new(entity), Stage).Dictionary);

    [Fact]
    public void In_FieldThatIsNoStage_StaysAsItIs() => Assert.Same(Source, Bitrix24Stages.In(new("item:147"), Source));

    private static Bitrix24Field Field(string name, string dictionary) =>
        new() { Name = name, ApiName = name, Type = "crm_status", Kind = ValueKind.Choice, IsReadOnly = false, Dictionary = dictionary };
}
