using System.Text;
using FunctionsSync.Service.Intake;

namespace FunctionsSync.Service.Tests.Intake;

public sealed class NotionSignatureTests
{
    /// <summary>From the documentation: https://developers.notion.com/reference/webhooks.</summary>
    private const string Documented = "sha256=461e8cbcba8a75c3edd866f0e71280f5a85cbf21eff040ebd10fe266df38a735";

    [Fact]
    public void IsOf_DocumentedExample_IsTrue()
    {
        var body = Encoding.UTF8.GetBytes(SignedEvent.Handshake());

        Assert.True(NotionSignature.Parse(Documented)?.IsOf(body, SignedEvent.Token));
        Assert.False(NotionSignature.Parse(Documented)?.IsOf(body, SignedEvent.Token + " "));
        Assert.False(NotionSignature.Parse(Documented)?.IsOf([.. body, (byte)'\n'], SignedEvent.Token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha1=461e8cbcba8a75c3edd866f0e71280f5a85cbf21eff040ebd10fe266df38a735")]
    [InlineData("SHA256=461e8cbcba8a75c3edd866f0e71280f5a85cbf21eff040ebd10fe266df38a735")]
    [InlineData("461e8cbcba8a75c3edd866f0e71280f5a85cbf21eff040ebd10fe266df38a735")]
    [InlineData("sha256=461e8cbcba8a75c3edd866f0e71280f5a85cbf21eff040ebd10fe266df38a73")]
    [InlineData("sha256=461e8cbcba8a75c3edd866f0e71280f5a85cbf21eff040ebd10fe266df38a7350")]
    [InlineData("sha256=461e8cbcba8a75c3edd866f0e71280f5a85cbf21eff040ebd10fe266df38a73g")]
    [InlineData("sha256= 61e8cbcba8a75c3edd866f0e71280f5a85cbf21eff040ebd10fe266df38a735")]
    [InlineData("sha256=٤61e8cbcba8a75c3edd866f0e71280f5a85cbf21eff040ebd10fe266df38a735")]
    [InlineData(Documented + "," + Documented)]
    public void Parse_NoSignature_IsNull(string? header) => Assert.Null(NotionSignature.Parse(header));
}
