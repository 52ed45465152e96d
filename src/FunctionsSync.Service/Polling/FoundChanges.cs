using FunctionsSync.Core.Model;

namespace FunctionsSync.Service.Polling;

/// <summary>
/// How urgent the changes are that one run finds. A few are people at work. More than that is a mass change, such as an import: what is beyond the few
/// can wait, so that an edit that somebody makes next need not.
/// </summary>
internal sealed class FoundChanges
{
    /// <summary>About as many as Notion's smallest budget takes in a quarter of a minute.</summary>
    public const int MostLive = 50;

    public int Count { get; private set; }

    /// <summary>Counts one more, and says which lane it belongs to.</summary>
    public RequestLane Add() => ++Count <= MostLive ? RequestLane.Live : RequestLane.Bulk;
}
