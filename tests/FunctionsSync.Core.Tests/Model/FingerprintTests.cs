using FunctionsSync.Core.Model;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Core.Tests.Model;

public sealed class FingerprintTests
{
    /// <summary>Computed with <c>printf '%s' 'text:Größe' | sha256sum</c>. Another value here would make every stored baseline look edited.</summary>
    [Fact]
    public void Of_KnownValue_IsTheFirstHalfOfItsSha256() =>
        Assert.Equal("81d65a7036ea1333d84d423de0adc6ce", Fingerprint.Of(new Text("Größe")).Value);

    /// <summary>Computed the same way from 'empty'.</summary>
    [Fact]
    public void Of_Empty_IsStable() => Assert.Equal("2e1cfa82b035c26cbbbdae632cea0705", Fingerprint.Of(new Empty()).Value);

    [Fact]
    public void Of_EqualValues_AreEqual() => Assert.Equal(Fingerprint.Of(new Number(10.5m)), Fingerprint.Of(new Number(10.50m)));

    [Fact]
    public void Of_SameWordsOfAnotherKind_Differ() => Assert.NotEqual(Fingerprint.Of(new Text("New")), Fingerprint.Of(new Choice("New")));
}
