using System.Text.Json.Serialization;

namespace FunctionsSync.Core.Model;

/// <summary>How urgent a sync request is. Bulk work leaves a part of every budget to live edits, so that they stay quick while it runs.</summary>
public enum RequestLane
{
    /// <summary>Somebody has just edited the record.</summary>
    [JsonStringEnumMemberName("live")]
    Live,

    /// <summary>One of many, of a resync, a backfill or a mass change: it can wait.</summary>
    [JsonStringEnumMemberName("bulk")]
    Bulk,
}
