using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Core.Tests.Mapping;

public sealed class SeveralConversionsTests
{
    public static TheoryData<ValueKind, CanonicalValue[], string> Items { get; } = new()
    {
        { ValueKind.Text, [Some.Text("b"), Some.Text("a, with comma"), Some.Text("b")], "b\na, with comma\nb" },
        { ValueKind.Number, [new Number(0), new Number(-1.5m), new Number(123456789012345m)], "0\n-1.5\n123456789012345" },
        { ValueKind.Date, [new Date(new(2028, 2, 29))], "2028-02-29" },
        { ValueKind.DateAndTime, [new DateAndTime(Some.Noon)], "2026-03-02 12:00" },
        { ValueKind.Money, [new Money(10.50m, "EUR"), new Money(-1, "RUB")], "10.5 EUR\n-1 RUB" },
        { ValueKind.Link, [new Link("https://example.com")], "https://example.com" },
    };

    [Theory]
    [MemberData(nameof(Items), DisableDiscoveryEnumeration = true)]
    public void Lines_SeveralValues_ComeBackAsTheyWere(ValueKind kind, CanonicalValue[] items, string lines)
    {
        var conversion = Conversions.FindSeveral(kind, ValueKind.Text)!;

        Assert.Equal(new Converted.To(Some.Text(lines)), conversion.ToNotion(new Several(items)));
        Assert.Equal(new Converted.To(new Several(items)), conversion.ToBitrix24!(Some.Text(lines)));
    }

    [Theory]
    [InlineData(ValueKind.Number, "1\none")]
    [InlineData(ValueKind.Date, "2026-02-30")]
    [InlineData(ValueKind.Money, "10 20 30")]
    [InlineData(ValueKind.DateAndTime, "noon")]
    public void Lines_LineThatIsNoValue_IsRefusedWithoutNamingIt(ValueKind kind, string lines)
    {
        var refused = Assert.IsType<Converted.Refused>(Conversions.FindSeveral(kind, ValueKind.Text)!.ToBitrix24!(Some.Text(lines)));

        Assert.DoesNotContain(lines, refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_ValuesWithCommas_ComeBackAsTheyWere()
    {
        var conversion = Conversions.FindSeveral(ValueKind.Text, ValueKind.Choices)!;
        var values = new Several([Some.Text("a, b"), Some.Text("c")]);

        Assert.Equal(new Converted.To(new Choices(["a\u201A b", "c"])), conversion.ToNotion(values));
        Assert.Equal(new Converted.To(values), conversion.ToBitrix24!(new Choices(["a\u201A b", "c"])));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Options_ValueOfALength_FitsOrIsRefused(int length, bool fits) => Assert.Equal(
        fits,
        Conversions.FindSeveral(ValueKind.Text, ValueKind.Choices)!.ToNotion(new Several([Some.Text(new('x', length))])) is Converted.To);

    [Fact]
    public void FindSeveral_PairNobodyNeeds_IsNull() => Assert.Null(Conversions.FindSeveral(ValueKind.Number, ValueKind.Number));
}
