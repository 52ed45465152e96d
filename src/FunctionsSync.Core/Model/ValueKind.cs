namespace FunctionsSync.Core.Model;

/// <summary>What a field can hold, named after the canonical values. Decides which fields and properties can be paired.</summary>
public enum ValueKind
{
    Text,

    /// <summary>Text that may be bold, linked and so on.</summary>
    FormattedText,
    Number,
    Money,

    /// <summary>A day without a time.</summary>
    Date,

    /// <summary>An instant; a Notion date property holds either this or a day.</summary>
    DateAndTime,
    Choice,
    Choices,
    Flag,
    Person,
    People,
    Reference,
    References,
    Link,

    /// <summary>Several values of one other kind, in their order.</summary>
    Several,
}
