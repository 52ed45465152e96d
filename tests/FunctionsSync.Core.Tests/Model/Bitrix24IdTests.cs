using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Tests.Model;

public sealed class Bitrix24IdTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("007", 7)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void TryParse_PositiveWholeNumber_IsAnId(string text, long value)
    {
        Assert.True(Bitrix24Id.TryParse(text, out var id));
        Assert.Equal(new Bitrix24Id(value), id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1.0")]
    [InlineData("9223372036854775808")]
    [InlineData("1\0")]
    [InlineData("٧")]
    [InlineData("C_1")]
    public void TryParse_AnythingElse_IsNone(string? text)
    {
        Assert.False(Bitrix24Id.TryParse(text, out var id));
        Assert.Equal(default, id);
    }
}
