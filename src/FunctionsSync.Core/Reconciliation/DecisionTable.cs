using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Reconciliation;

/// <summary>The decision table of <c>docs/sync-rules.md</c>: the product's heart, a pure function.</summary>
public static class DecisionTable
{
    public static FieldAction Decide(FieldSituation field) => field switch
    {
        { Change: { FirstSight: false, Bitrix24: false, Notion: false } } => FieldAction.Nothing,
        { Equal: true } => FieldAction.Agree,
        { Change.FirstSight: true, EmptySide: { } empty } => Fill(empty, field.Direction),
        { Change.FirstSight: true } => Conflict(field.Direction, InitialWinner(field)),
        { Change: { Bitrix24: true, Notion: true } } => Conflict(field.Direction, Winner(field)),
        { Change.Bitrix24: true } => OnlyBitrix24(field),
        _ => OnlyNotion(field),
    };

    private static FieldAction OnlyBitrix24(FieldSituation field) => (field.Direction, field.Policy) switch
    {
        (FieldDirection.Both or FieldDirection.ToNotion, _) => FieldAction.WriteToNotion,
        (FieldDirection.ToBitrix24, ConflictPolicy.Bitrix24) => FieldAction.Leave,
        _ => FieldAction.PutBackInBitrix24,
    };

    private static FieldAction OnlyNotion(FieldSituation field) => (field.Direction, field.Policy) switch
    {
        (FieldDirection.Both or FieldDirection.ToBitrix24, _) => FieldAction.WriteToBitrix24,
        (FieldDirection.ToNotion, ConflictPolicy.Notion) => FieldAction.Leave,
        _ => FieldAction.PutBackInNotion,
    };

    /// <summary>The empty side is filled, unless the field never goes there: then nothing is emptied to match it.</summary>
    private static FieldAction Fill(Side empty, FieldDirection direction) => (empty, direction) switch
    {
        (Side.Notion, FieldDirection.Both or FieldDirection.ToNotion) => FieldAction.WriteToNotion,
        (Side.Bitrix24, FieldDirection.Both or FieldDirection.ToBitrix24) => FieldAction.WriteToBitrix24,
        _ => FieldAction.Leave,
    };

    /// <summary>A one-way field has no choice of winner.</summary>
    private static FieldAction Conflict(FieldDirection direction, Side winner) => (direction, winner) switch
    {
        (FieldDirection.ToNotion, _) or (FieldDirection.Both, Side.Bitrix24) => FieldAction.Bitrix24Wins,
        _ => FieldAction.NotionWins,
    };

    private static Side Winner(FieldSituation field) => field.Policy switch
    {
        ConflictPolicy.Bitrix24 => Side.Bitrix24,
        ConflictPolicy.Notion => Side.Notion,
        _ => field.LastEdited,
    };

    private static Side InitialWinner(FieldSituation field) => field.Initial switch
    {
        InitialRule.Bitrix24 => Side.Bitrix24,
        InitialRule.Notion => Side.Notion,
        _ => field.LastEdited,
    };
}
