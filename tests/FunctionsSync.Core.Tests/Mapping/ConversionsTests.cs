using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Core.Tests.Mapping;

public sealed class ConversionsTests
{
    private static readonly Reference Acme = new(new RecordRef.Bitrix24(EntityType.Company, new(5)), "Acme");
    private static readonly References Pages = new([new(new RecordRef.Notion(new(new Guid("44444444-4444-4444-4444-444444444444"))), "")]);
    private static readonly Date SecondOfMarch = new(new DateOnly(2026, 3, 2));

    public static TheoryData<ValueKind, ValueKind, CanonicalValue, CanonicalValue> ThereAndBack { get; } = new()
    {
        { ValueKind.Text, ValueKind.Text, Some.Text("a"), Some.Text("a") },
        { ValueKind.Number, ValueKind.Number, new Number(1.5m), new Number(1.5m) },
        { ValueKind.Choice, ValueKind.Choice, new Choice("New"), new Choice("New") },
        { ValueKind.Date, ValueKind.DateAndTime, SecondOfMarch, SecondOfMarch },
        { ValueKind.DateAndTime, ValueKind.DateAndTime, new DateAndTime(Some.Noon), new DateAndTime(Some.Noon) },
        { ValueKind.Person, ValueKind.People, Some.Ann, new People([Some.Ann]) },
        { ValueKind.People, ValueKind.People, new People([Some.Ann, Some.Bob]), new People([Some.Ann, Some.Bob]) },
        { ValueKind.Choices, ValueKind.Choices, new Choices(["New", "Old"]), new Choices(["New", "Old"]) },
        { ValueKind.Choices, ValueKind.Text, new Choices(["New", "Old, used"]), Some.Text("New\nOld, used") },
        { ValueKind.Flag, ValueKind.Flag, new Flag(true), new Flag(true) },
        { ValueKind.Flag, ValueKind.Flag, new Flag(false), new Flag(false) },
        { ValueKind.Link, ValueKind.Link, new Link("https://example.com/a b"), new Link("https://example.com/a b") },
        { ValueKind.Link, ValueKind.Text, new Link("no address"), Some.Text("no address") },
        { ValueKind.Text, ValueKind.Link, Some.Text("https://example.com"), new Link("https://example.com") },
        { ValueKind.FormattedText, ValueKind.FormattedText, Bold("a"), Bold("a") },
        { ValueKind.References, ValueKind.References, Pages, Pages },
    };

    public static TheoryData<ValueKind, ValueKind> Pairs { get; } = new()
    {
        { ValueKind.Text, ValueKind.Text },
        { ValueKind.Number, ValueKind.Number },
        { ValueKind.Choice, ValueKind.Choice },
        { ValueKind.Date, ValueKind.DateAndTime },
        { ValueKind.DateAndTime, ValueKind.DateAndTime },
        { ValueKind.Person, ValueKind.People },
        { ValueKind.Person, ValueKind.Text },
        { ValueKind.Reference, ValueKind.Text },
        { ValueKind.Text, ValueKind.Link },
        { ValueKind.FormattedText, ValueKind.Text },
        { ValueKind.FormattedText, ValueKind.FormattedText },
        { ValueKind.Choices, ValueKind.Choices },
        { ValueKind.Choices, ValueKind.Text },
        { ValueKind.People, ValueKind.People },
        { ValueKind.People, ValueKind.Text },
        { ValueKind.Reference, ValueKind.References },
        { ValueKind.References, ValueKind.Text },
        { ValueKind.References, ValueKind.Choices },
        { ValueKind.References, ValueKind.References },
        { ValueKind.Link, ValueKind.Link },
        { ValueKind.Link, ValueKind.Text },
    };

    [Theory]
    [MemberData(nameof(ThereAndBack), DisableDiscoveryEnumeration = true)]
    public void Find_PairThatLosesNothing_ConvertsThereAndBack(ValueKind from, ValueKind to, CanonicalValue bitrix24, CanonicalValue notion)
    {
        var conversion = Conversions.Find(from, to)!;

        Assert.Equal(new Converted.To(notion), conversion.ToNotion(bitrix24));
        Assert.Equal(new Converted.To(bitrix24), conversion.ToBitrix24!(notion));
        Assert.True(conversion.AreEqual(bitrix24, notion));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Find_EveryPair_CarriesEmptyAsEmpty(ValueKind from, ValueKind to)
    {
        var conversion = Conversions.Find(from, to)!;

        Assert.Equal(new Converted.To(new Empty()), conversion.ToNotion(new Empty()));
        Assert.Equal(conversion.ToBitrix24 is null ? null : new Converted.To(new Empty()), conversion.ToBitrix24?.Invoke(new Empty()));
        Assert.True(conversion.AreEqual(new Empty(), new Empty()));
    }

    [Fact]
    public void Find_AnyOtherPair_IsNull()
    {
        var pairs = Pairs.Select(pair => pair.Data).Append((ValueKind.Flag, ValueKind.Flag)).ToHashSet();

        Assert.All(
            from bitrix24 in Enum.GetValues<ValueKind>() from notion in Enum.GetValues<ValueKind>() select (bitrix24, notion),
            pair => Assert.Equal(pairs.Contains(pair), Conversions.Find(pair.bitrix24, pair.notion) is not null));
    }

    [Fact]
    public void PartnersOf_Person_AreTheKindsItCanBePairedWith() =>
        Assert.Equal([ValueKind.Text, ValueKind.People], Conversions.PartnersOf(ValueKind.Person).Order());

    [Fact]
    public void Choice_NameNotionRefuses_IsRespelledAndStillEqual()
    {
        var conversion = Conversions.Find(ValueKind.Choice, ValueKind.Choice)!;

        Assert.Equal(new Converted.To(new Choice("Won\u201A paid")), conversion.ToNotion(new Choice("Won, paid")));
        Assert.True(conversion.AreEqual(new Choice("Won, paid"), new Choice("won\u201A Paid")));
        Assert.False(conversion.AreEqual(new Choice("Won, paid"), new Choice("Won")));
    }

    [Fact]
    public void Date_TimeInNotion_GoesBackAsItsDayInUtcAndIsEqualToIt()
    {
        var conversion = Conversions.Find(ValueKind.Date, ValueKind.DateAndTime)!;
        var lateInBerlin = new DateAndTime(new(2026, 3, 3, 0, 30, 0, TimeSpan.FromHours(1)));

        Assert.Equal(new Converted.To(SecondOfMarch), conversion.ToBitrix24!(lateInBerlin));
        Assert.True(conversion.AreEqual(SecondOfMarch, lateInBerlin));
        Assert.False(conversion.AreEqual(new Date(new DateOnly(2026, 3, 3)), lateInBerlin));
    }

    [Fact]
    public void Person_SeveralPeopleInNotion_AreRefusedWithoutNamingThem()
    {
        var refused = Assert.IsType<Converted.Refused>(
            Conversions.Find(ValueKind.Person, ValueKind.People)!.ToBitrix24!(new People([Some.Ann, Some.Bob])));

        Assert.DoesNotContain("Ann", refused.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("ann@", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Person_InATextProperty_IsTheNameAndComesBackByName()
    {
        var conversion = Conversions.Find(ValueKind.Person, ValueKind.Text)!;

        Assert.Equal(new Converted.To(Some.Text("Ann Lee")), conversion.ToNotion(Some.Ann));
        Assert.Equal(new Converted.To(new Person("", "Ann Lee")), conversion.ToBitrix24!(Some.Text("Ann Lee")));
        Assert.True(conversion.AreEqual(Some.Ann, Some.Text("Ann Lee")));
        Assert.False(conversion.AreEqual(Some.Ann, Some.Text("Bob Ray")));
    }

    [Fact]
    public void Reference_InATextProperty_IsTheTitleAndHasNoWayBack()
    {
        var conversion = Conversions.Find(ValueKind.Reference, ValueKind.Text)!;

        Assert.Equal(new Converted.To(Some.Text("Acme")), conversion.ToNotion(Acme));
        Assert.Null(conversion.ToBitrix24);
        Assert.True(conversion.AreEqual(Acme, Some.Text("Acme")));
        Assert.False(conversion.AreEqual(Acme, Some.Text("Apex")));
    }

    [Fact]
    public void Flag_NeverAnsweredInBitrix24_IsNoAndEqualToAnEmptyCheckbox()
    {
        var conversion = Conversions.Find(ValueKind.Flag, ValueKind.Flag)!;

        Assert.Equal(new Converted.To(new Flag(false)), conversion.ToNotion(new Empty()));
        Assert.True(conversion.AreEqual(new Empty(), new Flag(false)));
        Assert.False(conversion.AreEqual(new Empty(), new Flag(true)));
    }

    [Fact]
    public void FormattedText_OnlyOneSideFormatted_IsEqual()
    {
        var conversion = Conversions.Find(ValueKind.FormattedText, ValueKind.FormattedText)!;

        Assert.True(conversion.AreEqual(Bold("a"), new FormattedText([new("a")])));
        Assert.False(conversion.AreEqual(Bold("a"), new FormattedText([new("a", TextStyle.Italic)])));
        Assert.False(conversion.AreEqual(Bold("a"), new FormattedText([new("b")])));
    }

    [Fact]
    public void FormattedText_InATitle_IsItsWords()
    {
        var conversion = Conversions.Find(ValueKind.FormattedText, ValueKind.Text)!;

        Assert.Equal(new Converted.To(Some.Text("a")), conversion.ToNotion(Bold("a")));
        Assert.True(conversion.AreEqual(Bold("a"), Some.Text("a")));
    }

    [Fact]
    public void DateAndTime_DayInNotion_BeginsAtMidnightInUtc() => Assert.Equal(
        new Converted.To(new DateAndTime(new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero))),
        Conversions.Find(ValueKind.DateAndTime, ValueKind.DateAndTime)!.ToBitrix24!(SecondOfMarch));

    [Fact]
    public void Reference_TargetWithoutAPage_WaitsAndSaysForWhat()
    {
        var refused = Assert.IsType<Converted.Refused>(Conversions.Find(ValueKind.Reference, ValueKind.References)!.ToNotion(Acme));

        Assert.Contains("company:5 has no page yet", refused.Reason, StringComparison.Ordinal);
    }

    private static FormattedText Bold(string text) => new([new(text, TextStyle.Bold)]);
}
