using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Core.Tests.Mapping;

public sealed class ConversionsTests
{
    private static readonly Reference Acme = new(new RecordRef.Bitrix24(EntityType.Company, new(5)), "Acme");
    private static readonly Date SecondOfMarch = new(new DateOnly(2026, 3, 2));

    public static TheoryData<ValueKind, ValueKind, CanonicalValue, CanonicalValue> ThereAndBack { get; } = new()
    {
        { ValueKind.Text, ValueKind.Text, Some.Text("a"), Some.Text("a") },
        { ValueKind.Number, ValueKind.Number, new Number(1.5m), new Number(1.5m) },
        { ValueKind.Choice, ValueKind.Choice, new Choice("New"), new Choice("New") },
        { ValueKind.Date, ValueKind.DateAndTime, SecondOfMarch, SecondOfMarch },
        { ValueKind.DateAndTime, ValueKind.DateAndTime, new DateAndTime(Some.Noon), new DateAndTime(Some.Noon) },
        { ValueKind.Person, ValueKind.People, Some.Ann, new People([Some.Ann]) },
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
        var pairs = Pairs.Select(pair => pair.Data).ToHashSet();

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
}
