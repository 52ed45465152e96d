using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Intake;

namespace FunctionsSync.Service.Tests.Intake;

public sealed class Bitrix24EventNamesTests
{
    [Fact]
    public void For_FlowsOfTwoEntities_NamesTheEventsOfBothOnce()
    {
        var names = Bitrix24EventNames.For(File("task", "deal", "task"));

        Assert.Equal(
            ["ONTASKADD", "ONTASKUPDATE", "ONTASKDELETE", "ONCRMDEALADD", "ONCRMDEALUPDATE", "ONCRMDEALDELETE", "ONCRMDEALMOVETOCATEGORY"], names);
    }

    /// <summary>The portal has one set of names for all of them.</summary>
    [Fact]
    public void For_TwoSmartProcesses_NamesTheCommonEventsOnce() => Assert.Equal(
        ["ONCRMDYNAMICITEMADD", "ONCRMDYNAMICITEMUPDATE", "ONCRMDYNAMICITEMDELETE"], Bitrix24EventNames.For(File("item:147", "item:1032")));

    [Theory]
    [InlineData("deal")]
    [InlineData("company")]
    [InlineData("contact")]
    [InlineData("lead")]
    [InlineData("task")]
    [InlineData("item:147")]
    public void EntityOf_EveryEventAboutAnEntity_IsThatEntity(string entity)
    {
        var names = Bitrix24EventNames.About(new(entity)).ToList();

        Assert.InRange(names.Count, 3, 4);
        Assert.All(names, name => Assert.Equal(entity, Bitrix24EventNames.EntityOf(name, "147")?.Value));
    }

    [Theory]
    [InlineData("ONCRMDEALUSERFIELDADD")]
    [InlineData("ONCRMDEALADDED")]
    [InlineData("ONTASKCOMMENTADD")]
    [InlineData("ONCRMDYNAMICITEMADDED")]
    [InlineData("ONAPPUPDATE")]
    public void EntityOf_EventAboutSomethingElse_IsNone(string name) => Assert.Null(Bitrix24EventNames.EntityOf(name, "147"));

    private static SyncFile File(params string[] entities) =>
        new() { Flows = [.. entities.Select(entity => Some.Projects() with { Bitrix24 = new() { Entity = entity } })] };
}
