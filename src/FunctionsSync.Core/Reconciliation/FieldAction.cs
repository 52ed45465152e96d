namespace FunctionsSync.Core.Reconciliation;

/// <summary>What reconciliation does with one field. The names are those of <c>docs/sync-rules.md</c>.</summary>
public enum FieldAction
{
    /// <summary>Neither side changed.</summary>
    Nothing,

    /// <summary>Both sides say the same: only the baseline moves.</summary>
    Agree,

    /// <summary>A one-way field was edited on its far side and may stay so: only the baseline moves.</summary>
    Leave,

    WriteToNotion,
    WriteToBitrix24,

    /// <summary>A one-way field was edited on its far side: Bitrix24's value returns, Notion's goes into the journal.</summary>
    PutBackInNotion,

    /// <summary>A one-way field was edited on its far side: Notion's value returns, Bitrix24's goes into the journal.</summary>
    PutBackInBitrix24,

    /// <summary>Conflict: Bitrix24's value is written to Notion, Notion's goes into the journal.</summary>
    Bitrix24Wins,

    /// <summary>Conflict: Notion's value is written to Bitrix24, Bitrix24's goes into the journal.</summary>
    NotionWins,
}
