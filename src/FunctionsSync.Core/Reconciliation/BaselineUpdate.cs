using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Reconciliation;

/// <summary>The baseline after a plan was carried out.</summary>
public static class BaselineUpdate
{
    /// <summary>
    /// A written field takes the value the API returned, not the one sent: whatever the system made of it is no edit. Where the answer does
    /// not show the field, the value sent is the best guess. Every other field takes the value as it was read before the write: a person's
    /// edit that the answer already shows must still count as one.
    /// </summary>
    public static Baseline Apply(Baseline baseline, ReconciliationPlan plan, WriteAnswer bitrix24, WriteAnswer notion)
    {
        var (fields, properties) = (baseline.Fields.ToBuilder(), baseline.Properties.ToBuilder());
        foreach (var outcome in plan.Outcomes)
        {
            var key = outcome.Field.Key;
            properties[key] = outcome.Field.Notion.Id;
            if (outcome.Action == FieldAction.Nothing)
            {
                continue;
            }

            var held = outcome.HeldBecause is not null || bitrix24.Refused.ContainsKey(key) || notion.Refused.ContainsKey(key);
            fields[key] = held || outcome.Action == FieldAction.Leave
                ? AsRead(baseline[outcome.Field], outcome)
                : new(Fingerprint.Of(After(outcome, Side.Bitrix24, bitrix24)), Fingerprint.Of(After(outcome, Side.Notion, notion)));
        }

        return new(fields.ToImmutable()) { Properties = properties.ToImmutable() };
    }

    /// <summary>
    /// The baseline of a page that did not exist before: whatever the answer shows is what Notion made of it, its defaults included, and no edit.
    /// </summary>
    public static Baseline AfterCreate(Flow flow, Snapshot bitrix24, WriteAnswer notion)
    {
        var (fields, properties) = (Baseline.None.Fields.ToBuilder(), Baseline.None.Properties.ToBuilder());
        foreach (var (key, direction, property) in flow.Fields.Select(field => (field.Key, field.Direction, field.Notion.Id)))
        {
            if (bitrix24.Values.TryGetValue(key, out var inBitrix24) && notion.After is { } after && after.Values.TryGetValue(key, out var inNotion))
            {
                var wasLeft = direction == FieldDirection.ToBitrix24 && inBitrix24 is not CanonicalValue.Empty;
                fields[key] = new(Fingerprint.Of(inBitrix24), Fingerprint.Of(inNotion), OnlyInBitrix24: wasLeft || notion.Refused.ContainsKey(key));
                properties[key] = property;
            }
        }

        return new(fields.ToImmutable()) { Properties = properties.ToImmutable() };
    }

    /// <summary>
    /// Nothing was written. Seeing these values again is no news, but whatever did not reach the other side is marked. Where the winner of a
    /// conflict was refused, the loser's side keeps its old fingerprint: its edit is still news, and at the next look it is the one that travels.
    /// </summary>
    private static FieldBaseline AsRead(FieldBaseline? known, FieldOutcome outcome)
    {
        var (bitrix24, notion) = (Fingerprint.Of(outcome.Bitrix24), Fingerprint.Of(outcome.Notion));
        return (outcome.Action, outcome.Field.Direction) switch
        {
            (FieldAction.NotionWins, FieldDirection.Both) => new(known?.Bitrix24 ?? Fingerprint.None, notion, known is { OnlyInBitrix24: true }, OnlyInNotion: true),
            (FieldAction.Bitrix24Wins, FieldDirection.Both) => new(bitrix24, known?.Notion ?? Fingerprint.None, OnlyInBitrix24: true, known is { OnlyInNotion: true }),
            (FieldAction.WriteToNotion, _) or (FieldAction.Leave, FieldDirection.ToBitrix24) => new(bitrix24, notion, OnlyInBitrix24: true),
            (FieldAction.WriteToBitrix24, _) or (FieldAction.Leave, _) => new(bitrix24, notion, OnlyInNotion: true),
            _ => new(bitrix24, notion, OnlyInBitrix24: true, OnlyInNotion: true),
        };
    }

    private static CanonicalValue After(FieldOutcome outcome, Side side, WriteAnswer answer)
    {
        if (outcome.Write is { } sent && outcome.WriteTo == side)
        {
            return answer.After?.Values.GetValueOrDefault(outcome.Field.Key) ?? sent;
        }

        return side == Side.Bitrix24 ? outcome.Bitrix24 : outcome.Notion;
    }
}
