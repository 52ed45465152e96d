using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Reconciliation;

/// <summary>What reconciliation decided for one field of one record.</summary>
public sealed record FieldOutcome
{
    public required FieldMap Field { get; init; }

    public required FieldAction Action { get; init; }

    public required CanonicalValue Bitrix24 { get; init; }

    public required CanonicalValue Notion { get; init; }

    /// <summary>The value to write; null when nothing is written.</summary>
    public CanonicalValue? Write { get; init; }

    /// <summary>Both sides were edited and say the same: by agreement, or by chance, and one of them has moved on since it was read.</summary>
    public bool Coincides { get; init; }

    /// <summary>Why the value could not be carried across; null when it could, or need not.</summary>
    public string? HeldBecause { get; init; }

    /// <summary>The side that is written to; null when none is.</summary>
    public Side? WriteTo => Write is null ? null : Destination;

    /// <summary>The value that gives way, to be kept in the journal; null when none does.</summary>
    public CanonicalValue? Lost => Write is null ? null : Action switch
    {
        FieldAction.Bitrix24Wins or FieldAction.PutBackInNotion => Notion,
        FieldAction.NotionWins or FieldAction.PutBackInBitrix24 => Bitrix24,
        _ => null,
    };

    private Side? Destination => Action switch
    {
        FieldAction.WriteToNotion or FieldAction.Bitrix24Wins or FieldAction.PutBackInNotion => Side.Notion,
        FieldAction.WriteToBitrix24 or FieldAction.NotionWins or FieldAction.PutBackInBitrix24 => Side.Bitrix24,
        _ => null,
    };
}
