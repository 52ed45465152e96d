using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Core.Mapping;

/// <summary>A Notion date is a day or an instant; a Bitrix24 field is always the one or always the other.</summary>
internal static class DateConversions
{
    public static Conversion Day { get; } = new(
        Conversion.AsIs,
        value => new Converted.To(value is DateAndTime moment ? new Date(DateOnly.FromDateTime(moment.Value.UtcDateTime)) : value));

    /// <summary>A day without a time begins at midnight in UTC.</summary>
    public static Conversion Moment { get; } = new(
        Conversion.AsIs,
        value => new Converted.To(value is Date day ? new DateAndTime(new DateTimeOffset(day.Value, TimeOnly.MinValue, TimeSpan.Zero)) : value));
}
