using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsSync.Core.Model;

/// <summary>
/// "Look at this record": a queue message. It carries ids and a cause, never field values, so that repeated, late and wrong requests
/// are harmless and replay is always safe.
/// </summary>
/// <param name="Record">The record to look at.</param>
/// <param name="Cause">What made somebody ask.</param>
/// <param name="ObservedAt">When the cause was observed, by our clock.</param>
/// <param name="Flow">The flow it is meant for; null for every flow the record belongs to.</param>
/// <param name="Lane">How urgent it is. What follows from a request stays in its lane.</param>
public sealed partial record SyncRequest(
    RecordRef Record, SyncCause Cause, DateTimeOffset ObservedAt, FlowName? Flow = null, RequestLane Lane = RequestLane.Live)
{
    private const int Version = 1;

    /// <summary>How many attempts at it have failed since it last succeeded in anything.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>When the first of these attempts failed; null when none has.</summary>
    public DateTimeOffset? FirstFailedAt { get; init; }

    /// <summary>
    /// How many attempts at it ended unforeseen: their worker died, or met an exception. A queue counts these itself, but not over a message and
    /// the copy that takes its place while a dead worker's claim runs out.
    /// </summary>
    public int UnforeseenFailures { get; init; }

    /// <summary>The same request without the memory of failures: it has its full patience again.</summary>
    public SyncRequest Fresh() => this with { FailedAttempts = 0, FirstFailedAt = null, UnforeseenFailures = 0 };

    /// <summary>
    /// The message text: <c>{"v":1,"flow":"Projects","record":"deal:42","cause":"bitrix24Event","observedAt":"…"}</c>, and <c>"lane":"bulk"</c>
    /// where it is not live, <c>"failedAttempts":3,"firstFailedAt":"…"</c> where attempts have failed.
    /// </summary>
    public string Serialize() => JsonSerializer.Serialize(
        new Message(
            Version,
            Flow?.Value,
            Record.ToString(),
            Cause,
            ObservedAt,
            Lane == RequestLane.Live ? null : Lane,
            FailedAttempts == 0 ? null : FailedAttempts,
            FirstFailedAt,
            UnforeseenFailures == 0 ? null : UnforeseenFailures),
        MessageContext.Default.Message);

    /// <exception cref="FormatException">The text is no sync request of a version known here.</exception>
    public static SyncRequest Deserialize(string text)
    {
        Message? message;
        try
        {
            message = JsonSerializer.Deserialize(text, MessageContext.Default.Message);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"A sync request must be a JSON object as of version {Version}; this message is not: {exception.Message}", exception);
        }

        if (message is not { V: Version })
        {
            throw new FormatException($"A sync request of version {Version} was expected, this message has version {message?.V.ToString() ?? "none"}.");
        }

        var record = RecordRef.Parse(message.Record)
            ?? throw new FormatException($"A sync request names a record as 'deal:42' or 'page:<uuid>', this one says '{message.Record}'.");
        return new(record, message.Cause, message.ObservedAt, message.Flow is { } flow ? new FlowName(flow) : null, message.Lane ?? RequestLane.Live)
        {
            FailedAttempts = message.FailedAttempts ?? 0,
            FirstFailedAt = message.FirstFailedAt,
            UnforeseenFailures = message.UnforeseenFailures ?? 0,
        };
    }

    private sealed record Message(
        int V,
        string? Flow,
        [property: JsonRequired] string Record,
        [property: JsonRequired] SyncCause Cause,
        [property: JsonRequired] DateTimeOffset ObservedAt,
        RequestLane? Lane = null,
        int? FailedAttempts = null,
        DateTimeOffset? FirstFailedAt = null,
        int? UnforeseenFailures = null);

    [JsonSourceGenerationOptions(
        JsonSerializerDefaults.Web,
        UseStringEnumConverter = true,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Message))]
    private sealed partial class MessageContext : JsonSerializerContext;
}
