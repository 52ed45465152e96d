using FunctionsSync.Core.Model;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Service.Draining;

/// <summary>What was read of a record.</summary>
/// <param name="Bitrix24">What Bitrix24 says; null when it has no such record.</param>
/// <param name="Notion">What the page says; null when that is not known, or of no use.</param>
/// <param name="IsFromPoll">The page was seen by the poll a while ago: good enough for telling what to write to Bitrix24, not for writing the page.</param>
public sealed record Sides(Snapshot? Bitrix24, Snapshot? Notion, bool IsFromPoll = false)
{
    /// <summary>The side that must be read again before the plan is carried out; null when all it writes rests on a fresh reading.</summary>
    public Side? FindStale(ReconciliationPlan plan, DateTimeOffset now)
    {
        var isPageWritten = plan.WritesTo(Side.Notion).Count > 0;
        if (IsFromPoll ? isPageWritten || plan.Outcomes.Any(outcome => outcome.Lost is not null || outcome.Coincides) : isPageWritten && IsOld(Notion))
        {
            return Side.Notion;
        }

        // Both said the same at the same time only if Bitrix24 says before and after the page was read what the page says.
        var isAgreement = plan.Outcomes.Any(outcome => outcome.Coincides) && Notion?.ReadAt > Bitrix24?.ReadAt;
        var isRecordWritten = plan.WritesTo(Side.Bitrix24).Count > 0;
        return (isRecordWritten && IsOld(Bitrix24)) || isAgreement
            ? Side.Bitrix24
            : null;

        bool IsOld(Snapshot? read) => now > read?.MayBeWrittenUntil;
    }
}
