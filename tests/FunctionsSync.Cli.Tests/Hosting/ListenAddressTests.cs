using System.Net;
using FunctionsSync.Cli.Hosting;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Configuration;

namespace FunctionsSync.Cli.Tests.Hosting;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData(null, "127.0.0.1")]
    [InlineData("", "127.0.0.1")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("::1", "::1")]
    public void Read_SetOrNot_IsThisMachineUnlessSaidOtherwise(string? value, string expected) =>
        Assert.Equal(IPAddress.Parse(expected), Read(value));

    [Fact]
    public void Read_NoAddress_NamesTheSetting() =>
        Assert.Contains("Serve__Address", Assert.Throws<ConfigurationException>(() => Read("everywhere")).Message, StringComparison.Ordinal);

    private static IPAddress Read(string? value) => ListenAddress.Read(
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Serve:Address", value)]).Build());
}
