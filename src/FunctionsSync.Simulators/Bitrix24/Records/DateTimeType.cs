using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>A moment, to the second, printed with the server's offset.</summary>
internal sealed class DateTimeType() : FieldType("datetime")
{
    public static string Print(DateTimeOffset time, ValueContext context) =>
        time.ToOffset(context.ServerOffset).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>A time without an offset is the server's.</summary>
    public static DateTimeOffset? Parse(string text, ValueContext context)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time))
            return null;
        var moment = time.Kind == DateTimeKind.Utc ? new DateTimeOffset(time) : new DateTimeOffset(time, context.ServerOffset);
        return ToSecond(moment);
    }

    public static DateTimeOffset ToSecond(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond)).ToUniversalTime();

    public override JsonNode? ToItem(object? value, FieldDefinition field, ValueContext context) =>
        value is DateTimeOffset time ? Print(time, context) : null;

    public override object? FromItem(JsonNode? node, FieldDefinition field, ValueContext context) =>
        Php.IsEmpty(node) ? null : Parse(Php.Text(node), context) ?? throw RestError.NotValid(field.Name);

    public override object? FromClassic(JsonNode? node, FieldDefinition field, ValueContext context) =>
        node is null ? Keep
        : Php.IsEmpty(node) ? null
        : Parse(Php.Text(node), context) is { } time ? time - context.UserShift : Keep;

    public override IComparable? Key(object? value) => (DateTimeOffset?)value;

    public override IComparable? FilterKey(JsonNode? node, ValueContext context) =>
        Php.IsEmpty(node)
            ? null
            : Parse(Php.Text(node), context) ?? throw RestError.InvalidArgument($"Invalid filter value '{Php.Text(node)}'");
}
