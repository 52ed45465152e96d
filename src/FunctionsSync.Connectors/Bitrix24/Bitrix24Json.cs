using System.Text.Json.Serialization;

namespace FunctionsSync.Connectors.Bitrix24;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Bitrix24Tokens))]
internal sealed partial class Bitrix24Json : JsonSerializerContext;
