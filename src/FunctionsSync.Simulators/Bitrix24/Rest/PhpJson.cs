using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>Prints JSON as PHP does: a map that is empty, or whose keys are 0..n-1, comes out as an array.</summary>
internal static class PhpJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Print(JsonNode? node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
            Write(writer, node);
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonArray array:
                WriteArray(writer, array);
                break;
            case JsonObject map when IsList(map):
                WriteArray(writer, map.Select(entry => entry.Value));
                break;
            case JsonObject map:
                WriteMap(writer, map);
                break;
            case JsonValue value when value.TryGetValue<PhpObject>(out _):
                writer.WriteStartObject();
                writer.WriteEndObject();
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }

    private static bool IsList(JsonObject map) =>
        map.Select((entry, index) => entry.Key == index.ToString(CultureInfo.InvariantCulture)).All(static inOrder => inOrder);

    private static void WriteArray(Utf8JsonWriter writer, IEnumerable<JsonNode?> elements)
    {
        writer.WriteStartArray();
        foreach (var element in elements)
            Write(writer, element);
        writer.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter writer, JsonObject map)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in map)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }
        writer.WriteEndObject();
    }
}
