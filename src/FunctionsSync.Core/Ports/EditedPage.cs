using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Ports;

/// <summary>A page a query answered with.</summary>
/// <param name="Id">The page.</param>
/// <param name="Snapshot">What it says.</param>
/// <param name="ReadAt">When Notion began to answer the query, by Notion's clock: edits after it may be missing.</param>
/// <param name="EditedByUs">Whether the last edit was the connection's own. Says nothing of a person's edit just before it.</param>
/// <param name="RecordId">The Bitrix24 id the page carries; null for none.</param>
public sealed record EditedPage(PageId Id, Snapshot Snapshot, DateTimeOffset ReadAt, bool EditedByUs = false, Bitrix24Id? RecordId = null);
