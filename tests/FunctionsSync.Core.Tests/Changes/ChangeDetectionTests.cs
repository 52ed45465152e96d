using FunctionsSync.Core.Changes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Tests.Changes;

public sealed class ChangeDetectionTests
{
    private static readonly FieldBaseline Known = Some.Of(Some.Text("old"), Some.Text("old, as Notion spells it"));

    [Fact]
    public void Detect_NoBaseline_IsFirstSight() =>
        Assert.Equal(new FieldChange(false, false, FirstSight: true), ChangeDetection.Detect(null, Some.Text("a"), Some.Text("b")));

    [Theory]
    [InlineData("old", "old, as Notion spells it", false, false)]
    [InlineData("new", "old, as Notion spells it", true, false)]
    [InlineData("old", "new", false, true)]
    [InlineData("new", "new", true, true)]
    [InlineData("old, as Notion spells it", "old", true, true)]
    public void Detect_Baseline_ComparesEachSideWithItsOwn(string bitrix24, string notion, bool inBitrix24, bool inNotion) =>
        Assert.Equal(new FieldChange(inBitrix24, inNotion), ChangeDetection.Detect(Known, Some.Text(bitrix24), Some.Text(notion)));

    [Theory]
    [InlineData(Side.Bitrix24, "old", false)]
    [InlineData(Side.Bitrix24, "old, as Notion spells it", true)]
    [InlineData(Side.Notion, "old, as Notion spells it", false)]
    [InlineData(Side.Notion, "old", true)]
    public void IsNews_OneSide_IsComparedWithItsOwnBaseline(Side side, string value, bool news)
    {
        var baseline = new Baseline(Baseline.None.Fields.Add(Some.Title, Known));

        Assert.Equal(news, ChangeDetection.IsNews(side, Some.Flow(Some.Field()), baseline, Some.Titled(Some.Text(value))));
    }

    [Fact]
    public void IsNews_FieldWithoutBaseline_IsNews() =>
        Assert.True(ChangeDetection.IsNews(Side.Notion, Some.Flow(Some.Field()), Baseline.None, Some.Titled(Some.Text("a"))));

    [Theory]
    [InlineData("Name", false)]
    [InlineData("another", true)]
    public void IsNews_BaselineOfAProperty_CountsForThatOneOnly(string property, bool news)
    {
        var baseline = new Baseline(Baseline.None.Fields.Add(Some.Title, Known)) { Properties = Baseline.None.Properties.Add(Some.Title, property) };

        Assert.Equal(news, ChangeDetection.IsNews(Side.Bitrix24, Some.Flow(Some.Field()), baseline, Some.Titled(Some.Text("old"))));
    }

    [Fact]
    public void IsNews_FieldThatCouldNotBeRead_IsNone() =>
        Assert.False(ChangeDetection.IsNews(Side.Notion, Some.Flow(Some.Field()), Baseline.None, Some.Snapshot()));
}
