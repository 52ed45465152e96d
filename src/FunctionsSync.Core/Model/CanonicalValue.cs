using System.Globalization;

namespace FunctionsSync.Core.Model;

/// <summary>
/// What a field says, in one form for both systems, normalised so that equal things are equal: decimals without trailing zeros,
/// line ends as <c>\n</c>, no surrounding spaces, instants in UTC to the minute (all that Notion keeps), sets in one order.
/// </summary>
public abstract partial record CanonicalValue
{
    private CanonicalValue()
    {
    }

    /// <summary>The one spelling of this value: two values are equal exactly when their encodings are.</summary>
    public abstract string Encode();

    /// <summary>Whether a person would say that both sides hold the same thing, although one of them may know more about it.</summary>
    public virtual bool SaysTheSameAs(CanonicalValue other) => Equals(other);

    public static CanonicalValue FromText(string? text) => string.IsNullOrWhiteSpace(text) ? new Empty() : new Text(text);

    public static CanonicalValue FromChoice(string? name) => string.IsNullOrWhiteSpace(name) ? new Empty() : new Choice(name);

    public static CanonicalValue FromChoices(IEnumerable<string> names)
    {
        var choices = new Choices(names.Where(name => !string.IsNullOrWhiteSpace(name)));
        return choices.Names.Count == 0 ? new Empty() : choices;
    }

    public static CanonicalValue FromLink(string? url) => string.IsNullOrWhiteSpace(url) ? new Empty() : new Link(url);

    public static CanonicalValue FromPeople(IEnumerable<Person> people)
    {
        var list = new People(people);
        return list.Items.Count == 0 ? new Empty() : list;
    }

    public static CanonicalValue FromReferences(IEnumerable<Reference> references)
    {
        var list = new References(references);
        return list.Items.Count == 0 ? new Empty() : list;
    }

    /// <summary>Nothing: null, an empty string and an empty list alike. Zero and false are something.</summary>
    public sealed record Empty : CanonicalValue
    {
        public override string Encode() => "empty";
    }

    public sealed record Text : CanonicalValue
    {
        public Text(string value) => Value = value.ReplaceLineEndings("\n").Trim();

        public string Value { get; }

        public override string Encode() => $"text:{Value}";
    }

    public sealed record Number : CanonicalValue
    {
        public Number(decimal value) => Value = Canonical.WithoutTrailingZeros(value);

        public decimal Value { get; }

        public override string Encode() => $"number:{Value.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>An amount in a currency: the ISO 4217 code Bitrix24 uses, such as <c>EUR</c>.</summary>
    public sealed record Money : CanonicalValue
    {
        public Money(decimal amount, string currency)
        {
            Amount = Canonical.WithoutTrailingZeros(amount);
            Currency = currency;
        }

        public decimal Amount { get; }

        public string Currency { get; }

        public override string Encode() => $"money:{Amount.ToString(CultureInfo.InvariantCulture)}|{Currency}";
    }

    /// <summary>A day, in no time zone.</summary>
    public sealed record Date(DateOnly Value) : CanonicalValue
    {
        public override string Encode() => $"date:{Value.ToString("O", CultureInfo.InvariantCulture)}";
    }

    /// <summary>An instant, to the minute.</summary>
    public sealed record DateAndTime : CanonicalValue
    {
        public DateAndTime(DateTimeOffset value) => Value = Canonical.FloorToMinute(value);

        public DateTimeOffset Value { get; }

        public override string Encode() => $"date-time:{Value.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture)}";
    }

    /// <summary>One of a list, by the name people see: ids differ between the systems.</summary>
    public sealed record Choice : CanonicalValue
    {
        public Choice(string name) => Name = name.Trim();

        public string Name { get; }

        public override string Encode() => $"choice:{Name}";

        /// <summary>Notion's option names are unique whatever their case: "New" and "new" are one option.</summary>
        public override bool SaysTheSameAs(CanonicalValue other) =>
            other is Choice choice && string.Equals(Name, choice.Name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Several of a list, in no order.</summary>
    public sealed record Choices : CanonicalValue
    {
        public Choices(IEnumerable<string> names) => Names = [.. names.Select(name => name.Trim()).Distinct().Order(StringComparer.Ordinal)];

        public IReadOnlyList<string> Names { get; }

        public override string Encode() => Canonical.EncodeList("choices", Names);

        public override bool SaysTheSameAs(CanonicalValue other) =>
            other is Choices choices && Names.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(choices.Names);

        public bool Equals(Choices? other) => other is not null && Encode() == other.Encode();

        public override int GetHashCode() => Encode().GetHashCode(StringComparison.Ordinal);
    }

    public sealed record Flag(bool Value) : CanonicalValue
    {
        public override string Encode() => Value ? "flag:yes" : "flag:no";
    }

    /// <summary>A person.</summary>
    public sealed record Person : CanonicalValue
    {
        /// <param name="identity">The lower-case e-mail address where one is known, else the side's own id; empty when only a name is known.</param>
        /// <param name="name">The name people see.</param>
        public Person(string identity, string name)
        {
            Identity = identity.Trim().ToLowerInvariant();
            Name = name.Trim();
        }

        public string Identity { get; }

        public string Name { get; }

        public override string Encode() => Canonical.EncodeList("person", [Identity, Name]);

        public override bool SaysTheSameAs(CanonicalValue other) =>
            other is Person person && (Identity.Length > 0 && person.Identity.Length > 0 ? Identity == person.Identity : Name == person.Name);
    }

    /// <summary>Several people, in no order.</summary>
    public sealed record People : CanonicalValue
    {
        public People(IEnumerable<Person> items) => Items = [.. items.DistinctBy(person => person.Encode()).OrderBy(person => person.Encode(), StringComparer.Ordinal)];

        public IReadOnlyList<Person> Items { get; }

        public override string Encode() => Canonical.EncodeList("people", Items.Select(person => person.Encode()));

        public override bool SaysTheSameAs(CanonicalValue other) =>
            other is People people && people.Items.Count == Items.Count && AreAllIn(people) && people.AreAllIn(this);

        public bool Equals(People? other) => other is not null && Encode() == other.Encode();

        public override int GetHashCode() => Encode().GetHashCode(StringComparison.Ordinal);

        private bool AreAllIn(People others) => Items.All(person => others.Items.Any(person.SaysTheSameAs));
    }

    /// <summary>Another record: which one, and the title people see.</summary>
    public sealed record Reference(RecordRef Target, string Title) : CanonicalValue
    {
        public override string Encode() => Canonical.EncodeList("reference", [Target.ToString(), Title]);

        public override bool SaysTheSameAs(CanonicalValue other) => other is Reference reference && Target == reference.Target;
    }

    /// <summary>Several other records, in no order.</summary>
    public sealed record References : CanonicalValue
    {
        public References(IEnumerable<Reference> items) => Items = [.. items.OrderBy(item => item.Encode(), StringComparer.Ordinal)];

        public IReadOnlyList<Reference> Items { get; }

        public override string Encode() => Canonical.EncodeList("references", Items.Select(item => item.Encode()));

        public override bool SaysTheSameAs(CanonicalValue other) =>
            other is References references && Items.Select(item => item.Target).ToHashSet().SetEquals(references.Items.Select(item => item.Target));

        public bool Equals(References? other) => other is not null && Encode() == other.Encode();

        public override int GetHashCode() => Encode().GetHashCode(StringComparison.Ordinal);
    }

    public sealed record Link : CanonicalValue
    {
        public Link(string url) => Url = url.Trim();

        public string Url { get; }

        public override string Encode() => $"link:{Url}";
    }
}
