namespace FunctionsSync.Simulators.Notion;

/// <summary>Something that goes wrong with one request.</summary>
public abstract record NotionFault
{
    private NotionFault()
    {
    }

    /// <summary>The request is refused with this status and changes nothing. 409, 429, 500, 503, 504 and 529 carry Notion's error
    /// envelope, 502 an HTML page as from the edge.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="RetryAfter">For 429 and 529; sent in whole seconds, rounded up. 1 s where it is not given.</param>
    public sealed record Refused(int Status, TimeSpan? RetryAfter = null) : NotionFault;

    /// <summary>The change is saved, but the answer is the documented 503 that says so: with <c>committed_resource_id</c> after a create,
    /// and with <c>committed_child_ids</c> after an append.</summary>
    public sealed record SavedButUnavailable : NotionFault;

    /// <summary>The request is carried out, but the connection breaks before the answer.</summary>
    public sealed record SavedButAborted : NotionFault;

    /// <summary>The connection breaks; nothing was carried out.</summary>
    public sealed record Aborted : NotionFault;

    /// <summary>The request is carried out at once, and its answer comes this much later.</summary>
    public sealed record Delayed(TimeSpan By) : NotionFault;
}
