using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Records;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>Describes a field as <c>crm.item.fields</c> and <c>crm.deal.fields</c> do.</summary>
internal static class FieldDescription
{
    public static JsonNode ForItem(FieldDefinition field)
    {
        var description = Describe(field);
        description["upperName"] = field.Name;
        if (field.Dynamic)
            AddLabels(description, field);
        return description;
    }

    public static JsonNode ForClassic(FieldDefinition field)
    {
        var description = Describe(field);
        if (!field.Dynamic)
            return description;
        AddLabels(description, field);
        description["title"] = field.Name;
        return description;
    }

    private static JsonObject Describe(FieldDefinition field)
    {
        var description = new JsonObject
        {
            ["type"] = field.Type.Code,
            ["isRequired"] = field.Required,
            ["isReadOnly"] = field.ReadOnly,
            ["isImmutable"] = field.Immutable,
            ["isMultiple"] = field.Multiple,
            ["isDynamic"] = field.Dynamic,
            ["title"] = field.Title,
        };
        if (field.StatusType is { } statusType)
            description["statusType"] = statusType;
        if (field.Type is EnumerationType)
            description["items"] = new JsonArray([.. field.Options.Select(Option)]);
        if (field.Dynamic)
            description["settings"] = field.Type is DoubleType ? new JsonObject { ["PRECISION"] = field.Precision } : new JsonObject();
        return description;
    }

    private static void AddLabels(JsonObject description, FieldDefinition field)
    {
        foreach (var label in new[] { "listLabel", "formLabel", "filterLabel" })
            description[label] = field.Title;
    }

    private static JsonObject Option(FieldOption option) =>
        new() { ["ID"] = option.Id.ToString(CultureInfo.InvariantCulture), ["VALUE"] = option.Text };
}
