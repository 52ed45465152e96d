using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Tests.Model;

public sealed class RecordRefTests
{
    private const string Page = "1f0e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

    public static TheoryData<string, RecordRef> Written { get; } = new()
    {
        { "deal:42", new RecordRef.Bitrix24(EntityType.Deal, new(42)) },
        { "item:174:9", new RecordRef.Bitrix24(new("item:174"), new(9)) },
        { $"page:{Page}", new RecordRef.Notion(new(new Guid(Page))) },
    };

    [Theory]
    [MemberData(nameof(Written), DisableDiscoveryEnumeration = true)]
    public void Parse_WhatToStringWrote_IsTheSameRecord(string text, RecordRef record)
    {
        Assert.Equal(text, record.ToString());
        Assert.Equal(record, RecordRef.Parse(text));
    }

    [Fact]
    public void Parse_PageIdWithoutDashes_IsTheSamePage() =>
        Assert.Equal(new RecordRef.Notion(new(new Guid(Page))), RecordRef.Parse("page:" + Page.Replace("-", "", StringComparison.Ordinal)));

    [Theory]
    [InlineData("")]
    [InlineData("deal")]
    [InlineData("deal:")]
    [InlineData(":42")]
    [InlineData("deal:0")]
    [InlineData("deal:-1")]
    [InlineData("deal:4 2")]
    [InlineData("deal:1e3")]
    [InlineData("deal:9223372036854775808")]
    [InlineData("page:")]
    [InlineData("page:42")]
    [InlineData("page:1f0e2d3c")]
    public void Parse_NeitherForm_IsNull(string text) => Assert.Null(RecordRef.Parse(text));
}
