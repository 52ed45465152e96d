using FunctionsSync.Core.Mapping;

namespace FunctionsSync.Core.Tests.Mapping;

public sealed class OptionNameTests
{
    [Fact]
    public void ForNotion_Comma_BecomesACharacterThatLooksLikeOne() => Assert.Equal("Berlin\u201A Paris", OptionName.ForNotion(" Berlin, Paris "));

    [Fact]
    public void ForNotion_HundredCharacters_StayAsTheyAre() => Assert.Equal(new string('a', 100), OptionName.ForNotion(new string('a', 100)));

    [Fact]
    public void ForNotion_MoreThanHundredCharacters_KeepsTheFirstHundred() =>
        Assert.Equal(new string('a', 99) + "b", OptionName.ForNotion(new string('a', 99) + "bc"));

    [Fact]
    public void ForNotion_CutBehindASpace_EndsWithoutIt() => Assert.Equal(new string('a', 99), OptionName.ForNotion(new string('a', 99) + " b"));

    [Fact]
    public void ForNotion_CutInsideACharacterOfTwoUnits_LeavesItOut() =>
        Assert.Equal(new string('a', 99), OptionName.ForNotion(new string('a', 99) + "😀"));

    [Theory]
    [InlineData("New", "New", true)]
    [InlineData("new", "NEW ", true)]
    [InlineData("Berlin\u201A Paris", "Berlin, Paris", true)]
    [InlineData("New", "Newer", false)]
    [InlineData("Berlin Paris", "Berlin, Paris", false)]
    public void Matches_NameInNotion_StandsForTheNameItWasSpelledFrom(string notion, string bitrix24, bool matches) =>
        Assert.Equal(matches, OptionName.Matches(notion, bitrix24));

    [Fact]
    public void Matches_LongName_StandsForTheNameItWasCutFrom()
    {
        var name = string.Concat(Enumerable.Repeat("a, 😀", 40));

        Assert.True(OptionName.Matches(OptionName.ForNotion(name), name));
        Assert.Equal(OptionName.ForNotion(name), OptionName.ForNotion(OptionName.ForNotion(name)));
    }
}
