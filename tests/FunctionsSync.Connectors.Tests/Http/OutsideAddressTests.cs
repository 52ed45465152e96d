using FunctionsSync.Connectors.Http;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Http;

public sealed class OutsideAddressTests
{
    [Theory]
    [InlineData("https://example.bitrix24.com", "https://example.bitrix24.com/")]
    [InlineData("https://example.bitrix24.com//", "https://example.bitrix24.com/")]
    [InlineData("https://gateway.example.com/notion", "https://gateway.example.com/notion/")]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000/")]
    [InlineData("http://localhost:5000/", "http://localhost:5000/")]
    [InlineData("http://[::1]:5000", "http://[::1]:5000/")]
    public void Parse_HttpsOrThisMachine_IsAnAddressThatEndsInASlash(string value, string expected) =>
        Assert.Equal(expected, OutsideAddress.Parse("The setting Bitrix24__PortalUrl", value, "https://example.bitrix24.com").AbsoluteUri);

    [Theory]
    [InlineData(null, "is missing")]
    [InlineData("  ", "is missing")]
    [InlineData("example.bitrix24.com", "is not an absolute address")]
    [InlineData("/rest", "is not an absolute address")]
    [InlineData("ftp://example.bitrix24.com", "is not an absolute address")]
    [InlineData("http://example.bitrix24.com", "must begin with https://")]
    [InlineData("http://127.0.0.1.example.com", "must begin with https://")]
    [InlineData("http://localhost.example.com", "must begin with https://")]
    public void Parse_AnythingElse_NamesTheSettingAndTheRule(string? value, string rule)
    {
        var exception = Assert.Throws<ConfigurationException>(
            () => OutsideAddress.Parse("The setting Bitrix24__PortalUrl", value, "https://example.bitrix24.com"));

        Assert.StartsWith("The setting Bitrix24__PortalUrl ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(rule, exception.Message, StringComparison.Ordinal);
    }
}
