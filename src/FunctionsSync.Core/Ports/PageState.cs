using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Ports;

/// <summary>
/// What became of a page. A page that left the queries may be in the trash, archived, moved or not shared any more: different things, of
/// which only the first is a deletion.
/// </summary>
public abstract record PageState
{
    private PageState()
    {
    }

    public sealed record Present(Snapshot Snapshot) : PageState;

    public sealed record Trashed : PageState;

    public sealed record Archived : PageState;

    /// <summary>It exists, in another place than the flow's data source.</summary>
    public sealed record Moved : PageState;

    /// <summary>Not shared with the connection, or deleted for good: Notion answers both with 404.</summary>
    public sealed record NotVisible : PageState;
}
