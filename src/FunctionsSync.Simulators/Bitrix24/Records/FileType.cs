using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>A file: uploaded as a name and base64, read as addresses, some of which carry a secret.</summary>
internal sealed class FileType() : FieldType("file")
{
    public override JsonNode? ToItem(object? value, FieldDefinition field, ValueContext context)
    {
        if (value is not StoredFile file)
            return null;
        var path = $"rest/crm.controller.item.getFile.json?id={file.Id.ToString(CultureInfo.InvariantCulture)}&fieldName={field.Name}";
        return new JsonObject
        {
            ["id"] = file.Id,
            ["url"] = new Uri(context.PortalAddress, path).AbsoluteUri,
            ["urlMachine"] = new Uri(context.PortalAddress, path + "&auth=simulated-file-secret").AbsoluteUri,
        };
    }

    public override JsonNode? ToClassic(object? value, FieldDefinition field, ValueContext context)
    {
        if (value is not StoredFile file)
            return null;
        var path = string.Create(CultureInfo.InvariantCulture, $"/bitrix/components/bitrix/crm.deal.show/show_file.php?fileId={file.Id}");
        return new JsonObject { ["id"] = file.Id, ["showUrl"] = path, ["downloadUrl"] = path + "&auth=simulated-file-secret" };
    }

    public override object? FromItem(JsonNode? node, FieldDefinition field, ValueContext context) => node switch
    {
        JsonObject kept when Php.Integer(kept["id"]) is { } id => new StoredFile(id, ""),
        _ when Php.IsEmpty(node) => null,
        _ => Uploaded(node, context) ?? throw RestError.NotValid(field.Name),
    };

    public override object? FromClassic(JsonNode? node, FieldDefinition field, ValueContext context) =>
        Uploaded((node as JsonObject)?["fileData"], context) ?? Keep;

    public override IComparable? Key(object? value) => ((StoredFile?)value)?.Id.ToString(CultureInfo.InvariantCulture) ?? "";

    public override IComparable? FilterKey(JsonNode? node, ValueContext context) => Php.Text(node);

    private static StoredFile? Uploaded(JsonNode? node, ValueContext context) =>
        Php.Elements(node) is [var name, _] ? new StoredFile(context.NextId(), Php.Text(name)) : null;
}
