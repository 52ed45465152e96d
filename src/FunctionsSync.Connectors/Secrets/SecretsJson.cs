using System.Text.Json.Serialization;

namespace FunctionsSync.Connectors.Secrets;

/// <summary>What the secrets file holds once it is decrypted.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class SecretsJson : JsonSerializerContext;
