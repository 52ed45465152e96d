using System.Collections.Immutable;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Reconciliation;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Core.Tests;

/// <summary>Flows, records and baselines as the tests like to write them.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static readonly FieldKey Title = FieldKey.Of("TITLE", "Name");

    public static Text Text(string value) => new(value);

    public static Person Ann { get; } = new("ann@example.com", "Ann Lee");

    public static Person Bob { get; } = new("bob@example.com", "Bob Ray");

    public static FieldMap Field(
        string name = "TITLE=Name",
        ValueKind bitrix24 = ValueKind.Text,
        ValueKind notion = ValueKind.Text,
        FieldDirection direction = FieldDirection.Both,
        ConflictPolicy policy = ConflictPolicy.LastWriteWins)
    {
        var (field, property) = (name.Split('=')[0], name.Split('=')[1]);
        return new()
        {
            Key = FieldKey.Of(field, property),
            Bitrix24 = new() { Name = field, ApiName = field, Type = "any", Kind = bitrix24, IsReadOnly = false },
            Notion = new() { Id = property, Name = property, Type = "any", Kind = notion, IsReadOnly = false },
            Direction = direction,
            Policy = policy,
            Conversion = Conversions.Find(bitrix24, notion) ?? throw new ArgumentException($"{bitrix24} and {notion} cannot be paired."),
        };
    }

    public static Flow Flow(params FieldMap[] fields) => new()
    {
        Name = new("Projects"),
        Entity = EntityType.Deal,
        DataSource = new(new Guid("11111111-1111-1111-1111-111111111111")),
        IdProperty = new() { Id = "id", Name = "Bitrix24 ID", Type = "number", Kind = ValueKind.Number, IsReadOnly = false },
        Create = CreateRule.Added,
        Initial = InitialRule.Newest,
        TieBreaker = Side.Bitrix24,
        Fields = fields,
    };

    public static Snapshot Snapshot(params (FieldKey Key, CanonicalValue Value)[] values) =>
        new() { Values = values.ToDictionary(pair => pair.Key, pair => pair.Value), EditedAt = Noon };

    /// <summary>A record whose only mapped field is <see cref="Title"/>.</summary>
    public static Snapshot Titled(CanonicalValue value) => Snapshot((Title, value));

    public static Baseline Baseline(FieldKey key, CanonicalValue bitrix24, CanonicalValue notion) =>
        new(ImmutableDictionary<FieldKey, FieldBaseline>.Empty.Add(key, Of(bitrix24, notion)));

    public static FieldBaseline Of(CanonicalValue bitrix24, CanonicalValue notion, bool onlyInBitrix24 = false, bool onlyInNotion = false) =>
        new(Fingerprint.Of(bitrix24), Fingerprint.Of(notion), onlyInBitrix24, onlyInNotion);

    public static WriteAnswer Answer(Snapshot after) => new(after, new Dictionary<FieldKey, string>());

    public static WriteAnswer Refusal(FieldKey key) => new(null, new Dictionary<FieldKey, string> { [key] = "no room for it" });
}
