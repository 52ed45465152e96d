using System.Globalization;
using CsCheck;
using FunctionsSync.Core.Model;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Core.Tests.Model;

public sealed class CanonicalValueTests
{
    private static readonly RecordRef Deal = new RecordRef.Bitrix24(EntityType.Deal, new(1));
    private static readonly RecordRef Task = new RecordRef.Bitrix24(new("task"), new(1));

    /// <summary>Short texts of the characters the encodings use themselves, so that many of them run together alike.</summary>
    private static readonly Gen<string> Tricky = Gen.String[Gen.Char["a:1"], 0, 3];

    /// <summary>No two of these are the same value, although their parts run together in many ways.</summary>
    private static readonly CanonicalValue[] Distinct =
    [
        new Empty(),
        new Text("empty"), new Text("text:"), new Text("a"), new Text("A"), new Text("a b"), new Text("a\nb"), new Text("10"),
        new Text("2026-03-02"),
        new Number(10), new Number(-10), new Number(0), new Number(0.1m),
        new Money(10, "EUR"), new Money(10, "USD"), new Money(1, "0|EUR"),
        new Date(new DateOnly(2026, 3, 2)),
        new DateAndTime(new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero)), new DateAndTime(new(2026, 3, 2, 0, 1, 0, TimeSpan.Zero)),
        new Choice("a"), new Choice("s"), new Choice("s:1:a"),
        new Choices([]), new Choices(["a"]), new Choices(["a", "b"]), new Choices(["a:1:b"]), new Choices(["a:b"]),
        new Choices(["a,b"]), new Choices([""]), new Choices(["", "a"]),
        new Flag(true), new Flag(false),
        new FormattedText([new("a")]), new FormattedText([new("a", TextStyle.Bold)]), new FormattedText([new("a", Link: "b")]),
        new Several([new Text("a"), new Text("b")]), new Several([new Text("b"), new Text("a")]), new Several([new Number(1)]),
        new Text("yes"),
        new Person("", "a:b"), new Person("a:b", ""), new Person("a:b", "c"), new Person("a", "b:c"), new Person("a", "b"),
        new Person("a:1:b", ""), new Person("", "a"), new Person("a", ""), new Person("1:a", "b"),
        new People([]), new People([new("a", "b")]), new People([new("a", "b"), new("c", "d")]),
        new People([new("a", "b:1:c:1:d")]),
        new Reference(Deal, "a"), new Reference(Task, "a"), new Reference(Deal, "b"),
        new References([]), new References([new(Deal, "a")]), new References([new(Deal, "a"), new(Task, "a")]),
        new Link("a"), new Link("https://example.com"),
    ];

    [Fact]
    public void Encode_DistinctValues_HaveDistinctEncodingsAndFingerprints() => Assert.All(
        from left in Enumerable.Range(0, Distinct.Length) from right in Enumerable.Range(0, Distinct.Length) select (left, right),
        pair =>
        {
            var (left, right) = (Distinct[pair.left], Distinct[pair.right]);
            Assert.Equal(pair.left == pair.right, left.Equals(right));
            Assert.Equal(pair.left == pair.right, left.Encode() == right.Encode());
            Assert.Equal(pair.left == pair.right, Fingerprint.Of(left) == Fingerprint.Of(right));
        });

    [Fact]
    public void Encode_ListsOfTrickyItems_AreEqualExactlyWhenTheListsAre()
    {
        var items = Tricky.HashSet[0, 4];

        Gen.Select(items, items).Sample((left, right) =>
            Assert.Equal(left.SetEquals(right), new Choices(left).Encode() == new Choices(right).Encode()), iter: 10_000);
    }

    [Fact]
    public void Encode_TrickyPeople_AreEqualExactlyWhenBothPartsAre()
    {
        var person = Gen.Select(Tricky, Tricky);

        Gen.Select(person, person).Sample((left, right) =>
            Assert.Equal(left == right, new Person(left.Item1, left.Item2).Encode() == new Person(right.Item1, right.Item2).Encode()), iter: 10_000);
    }

    [Theory]
    [InlineData(" a \r\n b\rc \n", "a \n b\nc")]
    [InlineData("\ta\u00A0", "a")]
    [InlineData("a", "a")]
    public void Text_SpacesAndLineEnds_AreNormalised(string text, string value) => Assert.Equal(value, new Text(text).Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    public void FromText_NothingToRead_IsEmpty(string? text)
    {
        Assert.Equal(new Empty(), FromText(text));
        Assert.Equal(new Empty(), FromChoice(text));
    }

    [Fact]
    public void FromText_Text_IsText() => Assert.Equal(new Text("a"), FromText(" a "));

    [Fact]
    public void FromPeople_Nobody_IsEmpty() => Assert.Equal(new Empty(), FromPeople([]));

    [Theory]
    [InlineData("10.50", "10.5")]
    [InlineData("10.00", "10")]
    [InlineData("1000", "1000")]
    [InlineData("0.000", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    public void Number_TrailingZeros_AreDropped(string written, string normal)
    {
        var number = new Number(decimal.Parse(written, CultureInfo.InvariantCulture));

        Assert.Equal($"number:{normal}", number.Encode());
        Assert.Equal($"money:{normal}|EUR", new Money(decimal.Parse(written, CultureInfo.InvariantCulture), "EUR").Encode());
    }

    [Fact]
    public void Number_AnyDecimal_KeepsItsValue() => Gen.Decimal.Sample(value => new Number(value).Value == value);

    [Fact]
    public void DateAndTime_Instant_IsKeptInUtcToTheMinute()
    {
        var moment = new DateAndTime(new(2026, 3, 2, 1, 30, 59, 999, TimeSpan.FromHours(3)));

        Assert.Equal("date-time:2026-03-01T22:30Z", moment.Encode());
        Assert.Equal(new DateAndTime(new(2026, 3, 1, 22, 30, 0, TimeSpan.Zero)), moment);
    }

    [Fact]
    public void Date_Day_IsNoInstant() => Assert.Equal("date:2026-03-02", new Date(new DateOnly(2026, 3, 2)).Encode());

    [Fact]
    public void Sets_OrderAndRepetition_DoNotMatter()
    {
        Assert.Equal(new Choices(["a", "b"]), new Choices([" b", "a", "b"]));
        Assert.Equal(new People([Some.Ann, Some.Bob]), new People([Some.Bob, Some.Ann, Some.Bob]));
        Assert.Equal(new References([new(Deal, "a"), new(Task, "b")]), new References([new(Task, "b"), new(Deal, "a")]));
        Assert.Equal(new Choices(["a", "b"]).GetHashCode(), new Choices(["b", "a"]).GetHashCode());
    }

    [Fact]
    public void Person_Identity_HasNoCase() => Assert.Equal(new Person("ann@example.com", "Ann"), new Person(" Ann@Example.com ", " Ann "));

    public static TheoryData<CanonicalValue, CanonicalValue, bool> Sayings { get; } = new()
    {
        { new Text("a"), new Text("a"), true },
        { new Text("a"), new Text("A"), false },
        { new Text("a"), new Choice("a"), false },
        { new Choice("New"), new Choice("new"), true },
        { new Choice("New"), new Choice("Newer"), false },
        { new Person("ann@example.com", "Ann"), new Person("ann@example.com", "Ann Lee"), true },
        { new Person("ann@example.com", "Ann"), new Person("bob@example.com", "Ann"), false },
        { new Person("ann@example.com", "Ann"), new Person("", "Ann"), true },
        { new Person("", "Ann"), new Person("", "Bob"), false },
        { new People([new("a", "Ann")]), new People([new("a", "Ann Lee")]), true },
        { new People([new("a", "Ann")]), new People([new("a", "Ann"), new("b", "Bob")]), false },
        { new People([new("a", "Ann"), new("b", "Ann")]), new People([new("", "Ann"), new("c", "Cid")]), false },
        { new Reference(Deal, "a"), new Reference(Deal, "b"), true },
        { new Reference(Deal, "a"), new Reference(Task, "a"), false },
        { new References([new(Deal, "a"), new(Task, "a")]), new References([new(Task, "b"), new(Deal, "b")]), true },
        { new References([new(Deal, "a")]), new References([new(Deal, "a"), new(Task, "a")]), false },
    };

    [Theory]
    [MemberData(nameof(Sayings), DisableDiscoveryEnumeration = true)]
    public void SaysTheSameAs_EitherWayRound_IsTheSame(CanonicalValue left, CanonicalValue right, bool same)
    {
        Assert.Equal(same, left.SaysTheSameAs(right));
        Assert.Equal(same, right.SaysTheSameAs(left));
    }

    [Fact]
    public void SaysTheSameAs_AnyPeople_IsSymmetric()
    {
        var person = Gen.Select(Gen.OneOf("", "a", "b"), Gen.OneOf("Ann", "Bob")).Select(parts => new Person(parts.Item1, parts.Item2));
        var people = person.List[0, 3].Select(items => new People(items));

        Gen.Select(people, people).Sample((left, right) => left.SaysTheSameAs(right) == right.SaysTheSameAs(left), iter: 10_000);
    }

    [Fact]
    public void Decode_WhatEncodeWrote_IsTheSameValue() =>
        Assert.All(Distinct, value => Assert.Equal(value, CanonicalEncoding.Decode(value.Encode())));

    /// <summary>A kind of value that cannot be read back could not be restored after a conflict.</summary>
    [Fact]
    public void Decode_EveryKindOfValue_IsAmongThoseTested() => Assert.Empty(
        typeof(CanonicalValue).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(CanonicalValue))).Except(Distinct.Select(value => value.GetType())));

    [Theory]
    [InlineData("")]
    [InlineData("fromTheFuture:1")]
    [InlineData("number:many")]
    [InlineData("money:10")]
    [InlineData("date:2026-02-30")]
    [InlineData("date-time:noon")]
    [InlineData("flag:perhaps")]
    [InlineData("choices:2:a")]
    [InlineData("choices:1:ab")]
    [InlineData("choices:x:a")]
    [InlineData("choices:-1:a")]
    [InlineData("person:1:a")]
    [InlineData("people:6:text:a")]
    [InlineData("reference:6:nobody:1:a")]
    public void Decode_WhatNobodyWrote_IsNull(string text) => Assert.Null(CanonicalEncoding.Decode(text));
}
