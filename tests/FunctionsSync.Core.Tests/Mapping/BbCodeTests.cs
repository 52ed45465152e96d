using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Core.Tests.Mapping;

public sealed class BbCodeTests
{
    public static TheoryData<string, TextRun[]> Markup { get; } = new()
    {
        { "plain", [new("plain")] },
        { "[b]bold[/b] and [i]italic[/i]", [new("bold", TextStyle.Bold), new(" and "), new("italic", TextStyle.Italic)] },
        { "[u]a[/u][s]b[/s]", [new("a", TextStyle.Underline), new("b", TextStyle.Strikethrough)] },
        { "[b][i]both[/i] one[/b]", [new("both", TextStyle.Bold | TextStyle.Italic), new(" one", TextStyle.Bold)] },
        { "[url=https://example.com/?a=1]here[/url]", [new("here", Link: "https://example.com/?a=1")] },
        { "array[0] stays [this] too", [new("array[0] stays [this] too")] },
        { "[b]🙂 e\u0301 שלום[/b]", [new("🙂 e\u0301 שלום", TextStyle.Bold)] },
        { "unclosed [b", [new("unclosed [b")] },
    };

    [Theory]
    [MemberData(nameof(Markup), DisableDiscoveryEnumeration = true)]
    public void Read_Markup_GivesRunsThatAreWrittenBackTheSame(string markup, TextRun[] runs)
    {
        var read = Assert.IsType<FormattedText>(BbCode.Read(markup));

        Assert.Equal(runs, read.Runs);
        Assert.Equal(read, BbCode.Read(BbCode.Write(read.Runs)));
    }

    [Theory]
    [InlineData("[list]\n[*]one\n[*]two\n[/list]", "• one\n• two")]
    [InlineData("before[list][*]one[*]two[/list]after", "before\n• one\n• two\nafter")]
    [InlineData("[color=#ff0000]red[/color] [size=4]big[/size]", "red big")]
    [InlineData("[url]https://example.com[/url]", "https://example.com")]
    [InlineData("[B]Bold[/B]", "Bold")]
    public void Read_WhatNotionCannotShow_GivesTheWords(string markup, string words) =>
        Assert.Equal(words, Assert.IsType<FormattedText>(BbCode.Read(markup)).Plain);

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("[b][/b]")]
    public void Read_NothingToSee_IsEmpty(string markup) => Assert.IsType<Empty>(BbCode.Read(markup));
}
