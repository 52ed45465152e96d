using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsSync.Service.Intake;

/// <summary>What is known of a subscription that is not in use yet; kept as a secret of its own.</summary>
internal sealed partial class PendingWebhook
{
    /// <summary>The verification token that arrived; null when none has.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// Whether an operator has seen the token. Before that nobody can have given it to Notion, so whatever is signed with it comes from somebody else:
    /// whoever sent the token.
    /// </summary>
    public bool IsShown { get; init; }

    /// <summary>Whether an operator wants it to take the place of the subscription that is in use.</summary>
    public bool Replaces { get; init; }

    /// <summary>What is not readable counts as nothing: a handshake can be sent again.</summary>
    public static PendingWebhook Deserialize(string? text)
    {
        try
        {
            return text is null ? new() : JsonSerializer.Deserialize(text, Context.Default.PendingWebhook) ?? new();
        }
        catch (JsonException)
        {
            return new();
        }
    }

    public string Serialize() => JsonSerializer.Serialize(this, Context.Default.PendingWebhook);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonSerializable(typeof(PendingWebhook))]
    private sealed partial class Context : JsonSerializerContext;
}
