using FunctionsSync.Core.Changes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Reconciliation;

/// <summary>Two snapshots and a baseline in, one plan out. Knows no clock, no network and no storage.</summary>
public static class Reconciler
{
    /// <summary>Fields that either side could not read are left out: nothing is decided about what was not seen.</summary>
    public static ReconciliationPlan Reconcile(Flow flow, Baseline baseline, Snapshot bitrix24, Snapshot notion)
    {
        var lastEdited = LastEdited(flow, bitrix24.EditedAt, notion.EditedAt);
        var outcomes = new List<FieldOutcome>(flow.Fields.Count);
        foreach (var field in flow.Fields)
        {
            if (bitrix24.Values.TryGetValue(field.Key, out var inBitrix24) && notion.Values.TryGetValue(field.Key, out var inNotion))
            {
                outcomes.Add(Decide(flow, field, baseline[field], inBitrix24, inNotion, lastEdited));
            }
        }

        return new(outcomes);
    }

    /// <summary>Notion tells the minute only, so both are compared by the minute and the same minute is a tie.</summary>
    private static Side LastEdited(Flow flow, DateTimeOffset bitrix24, DateTimeOffset notion)
    {
        var order = Canonical.FloorToMinute(bitrix24).CompareTo(Canonical.FloorToMinute(notion));
        return order == 0 ? flow.TieBreaker : order > 0 ? Side.Bitrix24 : Side.Notion;
    }

    private static FieldOutcome Decide(
        Flow flow, FieldMap field, FieldBaseline? baseline, CanonicalValue bitrix24, CanonicalValue notion, Side lastEdited)
    {
        var change = ChangeDetection.Detect(baseline, bitrix24, notion);
        var action = DecisionTable.Decide(new()
        {
            Change = change,
            Equal = field.Conversion.AreEqual(bitrix24, notion),
            EmptySide = EmptySide(bitrix24, notion),
            Direction = field.Direction,
            Policy = field.Policy,
            Initial = flow.Initial,
            LastEdited = lastEdited,
        });

        var outcome = new FieldOutcome
        {
            Field = field,
            Action = OrConflict(action, baseline),
            Bitrix24 = bitrix24,
            Notion = notion,
            Coincides = action == FieldAction.Agree && change is { Bitrix24: true, Notion: true, FirstSight: false },
        };
        return Convert(outcome) switch
        {
            Converted.To to => outcome with { Write = to.Value },
            Converted.Refused refused => outcome with { HeldBecause = refused.Reason },
            _ => outcome,
        };
    }

    /// <summary>A value that never reached the other side was somebody's edit: what overwrites it wins a conflict, so that the edit stays restorable.</summary>
    private static FieldAction OrConflict(FieldAction action, FieldBaseline? baseline) => action switch
    {
        FieldAction.WriteToNotion when baseline is { OnlyInNotion: true } => FieldAction.Bitrix24Wins,
        FieldAction.WriteToBitrix24 when baseline is { OnlyInBitrix24: true } => FieldAction.NotionWins,
        _ => action,
    };

    private static Converted? Convert(FieldOutcome outcome) => outcome.Action switch
    {
        FieldAction.WriteToNotion or FieldAction.Bitrix24Wins or FieldAction.PutBackInNotion =>
            outcome.Field.Conversion.ToNotion(outcome.Bitrix24),
        FieldAction.WriteToBitrix24 or FieldAction.NotionWins or FieldAction.PutBackInBitrix24 =>
            outcome.Field.Conversion.ToBitrix24?.Invoke(outcome.Notion),
        _ => null,
    };

    private static Side? EmptySide(CanonicalValue bitrix24, CanonicalValue notion) => (bitrix24, notion) switch
    {
        (CanonicalValue.Empty, not CanonicalValue.Empty) => Side.Bitrix24,
        (not CanonicalValue.Empty, CanonicalValue.Empty) => Side.Notion,
        _ => null,
    };
}
