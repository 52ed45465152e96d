using FunctionsSync.Connectors.Storage;

namespace FunctionsSync.Connectors.Tests.Storage;

public sealed class TableKeyTests
{
    [Theory]
    [InlineData("Projects", "Projects")]
    [InlineData("Проекты 🚀", "Проекты 🚀")]
    [InlineData("a/b\\c#d?e%f~g", "a~002fb~005cc~0023d~003fe~0025f~007eg")]
    [InlineData("\u0000\u001f\u007f\u0085\u009f", "~0000~001f~007f~0085~009f")]
    public void Of_AnyName_EscapesOnlyWhatNoKeyMayHold(string name, string key) => Assert.Equal(key, TableKey.Of(name));

    /// <summary>Apart from the theory: an attribute cannot hold half a pair either.</summary>
    [Fact]
    public void Of_HalvesOfSurrogatePairs_AreKeptApart()
    {
        Assert.Equal("~d83d", TableKey.Of("\ud83d"));
        Assert.Equal("a~de80~d83d", TableKey.Of("a\ude80\ud83d"));
    }
}
