using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Budget;

/// <summary>
/// A state as stored: <c>{"v":1,"credit":3.5,"at":1764108000000,"paused":…,"refusals":1,"refused":…,"slots":"1764108000000,0,336b"}</c>. Times are
/// milliseconds since 1970, slots after the first the milliseconds since the one before, <c>b</c> marks bulk. Members of a newer version stay.
/// </summary>
public static partial class BudgetText
{
    private const int Version = 1;
    private const char BulkMark = 'b';

    public static string Write(BudgetState state) => JsonSerializer.Serialize(
        new Document
        {
            V = Version,
            Credit = state.Credit,
            At = state.CreditAt.ToUnixTimeMilliseconds(),
            Paused = state.PausedUntil.ToUnixTimeMilliseconds(),
            Refusals = state.Refusals,
            Refused = state.RefusedAt.ToUnixTimeMilliseconds(),
            Slots = WriteSlots(state.Slots),
            Unknown = new(state.Unknown),
        },
        DocumentContext.Default.Document);

    /// <returns>Null when the text is no state of a version known here.</returns>
    public static BudgetState? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, DocumentContext.Default.Document) is { V: Version } document
                ? new()
                {
                    Credit = document.Credit,
                    CreditAt = Moment(document.At),
                    PausedUntil = Moment(document.Paused),
                    Refusals = document.Refusals,
                    RefusedAt = Moment(document.Refused),
                    Slots = ReadSlots(document.Slots),
                    Unknown = document.Unknown ?? [],
                }
                : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static string WriteSlots(IReadOnlyList<BudgetSlot> slots)
    {
        var before = 0L;
        return string.Join(',', slots.Select(slot =>
        {
            var at = slot.At.ToUnixTimeMilliseconds();
            var step = (at - before).ToString(CultureInfo.InvariantCulture);
            before = at;
            return slot.Lane == RequestLane.Bulk ? step + BulkMark : step;
        }));
    }

    private static List<BudgetSlot> ReadSlots(string text)
    {
        var slots = new List<BudgetSlot>();
        var at = 0L;
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            at += long.Parse(part.TrimEnd(BulkMark), CultureInfo.InvariantCulture);
            slots.Add(new(Moment(at), part.EndsWith(BulkMark) ? RequestLane.Bulk : RequestLane.Live));
        }

        return slots;
    }

    private static DateTimeOffset Moment(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private sealed record Document
    {
        [JsonRequired]
        public int V { get; set; }

        public double Credit { get; set; }

        public long At { get; set; }

        public long Paused { get; set; }

        public int Refusals { get; set; }

        public long Refused { get; set; }

        public string Slots { get; set; } = string.Empty;

        [JsonExtensionData]
        public Dictionary<string, JsonElement>? Unknown { get; set; }
    }

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true)]
    [JsonSerializable(typeof(Document))]
    private sealed partial class DocumentContext : JsonSerializerContext;
}
