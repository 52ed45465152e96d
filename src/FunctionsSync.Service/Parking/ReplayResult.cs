using FunctionsSync.Core.Model;

namespace FunctionsSync.Service.Parking;

/// <summary>What came of replaying a parked request.</summary>
public abstract record ReplayResult
{
    private ReplayResult()
    {
    }

    /// <summary>It is in the queue again.</summary>
    public sealed record Replayed(RecordRef Record, FlowName? Flow) : ReplayResult;

    /// <summary>It is no sync request of this version, and stays parked.</summary>
    public sealed record Malformed(string Id) : ReplayResult;

    /// <summary>Nothing is parked under this id.</summary>
    public sealed record Unknown : ReplayResult;
}
