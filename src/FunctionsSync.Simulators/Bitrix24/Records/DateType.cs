using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>A day. It is read as its midnight in UTC, printed with the server's offset, and written as <c>YYYY-MM-DD</c>.</summary>
internal sealed class DateType() : FieldType("date")
{
    public override JsonNode? ToItem(object? value, FieldDefinition field, ValueContext context) =>
        value is DateOnly day ? DateTimeType.Print(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero), context) : null;

    public override object? FromItem(JsonNode? node, FieldDefinition field, ValueContext context) =>
        Php.IsEmpty(node) ? null : Parse(node, context) ?? throw RestError.NotValid(field.Name);

    public override object? FromClassic(JsonNode? node, FieldDefinition field, ValueContext context) =>
        node is null ? Keep : Php.IsEmpty(node) ? null : Parse(node, context) is { } day ? day : Keep;

    public override IComparable? Key(object? value) => (DateOnly?)value;

    public override IComparable? FilterKey(JsonNode? node, ValueContext context) =>
        Php.IsEmpty(node)
            ? null
            : Parse(node, context) ?? throw RestError.InvalidArgument($"Invalid filter value '{Php.Text(node)}'");

    private static DateOnly? Parse(JsonNode? node, ValueContext context)
    {
        var text = Php.Text(node);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        return DateTimeType.Parse(text, context) is { } time ? DateOnly.FromDateTime(time.ToOffset(context.ServerOffset).DateTime) : null;
    }
}
