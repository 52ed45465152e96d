using System.Collections.Immutable;
using System.Text.Json;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Connectors.Storage;

/// <summary>What a mapping's row tells of its fields: each column is a JSON object with a member for every field.</summary>
internal static class BaselineText
{
    private const string InBitrix24 = "b";
    private const string InNotion = "n";
    private const string InNewPage = "c";

    /// <summary>A field is an array: Bitrix24's fingerprint, Notion's and, where a value never reached the other side, whose value that is.</summary>
    public static string Write(ImmutableDictionary<FieldKey, FieldBaseline> fields) =>
        JsonSerializer.Serialize(fields.ToDictionary(field => field.Key.Value, field => Write(field.Value)), StorageJson.Compact.DictionaryStringStringArray);

    /// <summary>A field is the id of its Notion property.</summary>
    public static string Write(ImmutableDictionary<FieldKey, string> properties) =>
        JsonSerializer.Serialize(properties.ToDictionary(field => field.Key.Value, field => field.Value), StorageJson.Compact.DictionaryStringString);

    /// <summary>A field is an array: the side that is written to or that it is a new page, the two fingerprints, and the id of the Notion property.</summary>
    public static string Write(IReadOnlyDictionary<FieldKey, IntendedWrite> intended) =>
        JsonSerializer.Serialize(intended.ToDictionary(write => write.Key.Value, write => Write(write.Value)), StorageJson.Compact.DictionaryStringStringArray);

    public static ImmutableDictionary<FieldKey, FieldBaseline> ReadFields(string? json) =>
        ReadArrays(json).ToImmutableDictionary(field => new FieldKey(field.Key), field => ReadField(field.Value));

    /// <summary>Rows of an earlier version do not have it.</summary>
    public static ImmutableDictionary<FieldKey, string> ReadProperties(string? json) => json is null
        ? Baseline.None.Properties
        : (JsonSerializer.Deserialize(json, StorageJson.Compact.DictionaryStringString) ?? []).ToImmutableDictionary(field => new FieldKey(field.Key), field => field.Value);

    public static IReadOnlyDictionary<FieldKey, IntendedWrite> ReadIntended(string? json) =>
        json is null ? Intentions.None : ReadArrays(json).ToDictionary(field => new FieldKey(field.Key), field => ReadIntended(field.Value));

    private static string[] Write(FieldBaseline field) => field is { OnlyInBitrix24: false, OnlyInNotion: false }
        ? [field.Bitrix24.Value, field.Notion.Value]
        : [field.Bitrix24.Value, field.Notion.Value, $"{(field.OnlyInBitrix24 ? InBitrix24 : string.Empty)}{(field.OnlyInNotion ? InNotion : string.Empty)}"];

    private static string[] Write(IntendedWrite write)
    {
        string[] known = [write.CreatesPage ? InNewPage : write.To == Side.Bitrix24 ? InBitrix24 : InNotion, write.Baseline.Bitrix24.Value, write.Baseline.Notion.Value];
        return write.Property is { } property ? [.. known, property] : known;
    }

    private static Dictionary<string, string[]> ReadArrays(string? json) =>
        (json is null ? null : JsonSerializer.Deserialize(json, StorageJson.Compact.DictionaryStringStringArray)) ?? [];

    private static FieldBaseline ReadField(string[] field) => field switch
    {
        [var bitrix24, var notion] => new(new(bitrix24), new(notion)),
        [var bitrix24, var notion, var only] => new(
            new(bitrix24), new(notion), only.Contains(InBitrix24, StringComparison.Ordinal), only.Contains(InNotion, StringComparison.Ordinal)),
        _ => throw new InvalidDataException($"A field of a baseline has two fingerprints and perhaps a mark, this one has {field.Length} parts."),
    };

    /// <summary>Those of an earlier version have no property.</summary>
    private static IntendedWrite ReadIntended(string[] write) => write is [InBitrix24 or InNotion or InNewPage, var bitrix24, var notion, .. var property] && property.Length <= 1
        ? new(write[0] == InBitrix24 ? Side.Bitrix24 : Side.Notion, new(new(bitrix24), new(notion)), property.SingleOrDefault(), write[0] == InNewPage)
        : throw new InvalidDataException($"An intended write has a side, two fingerprints and a property, this one has {write.Length} parts.");
}
