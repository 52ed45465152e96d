namespace FunctionsSync.Simulation.Oracle;

/// <summary>A field took a new value.</summary>
/// <param name="at">When.</param>
/// <param name="value">What it says since, in the oracle's own spelling.</param>
/// <param name="by">Who wrote it.</param>
internal sealed class Change(DateTimeOffset at, string value, Author by)
{
    public DateTimeOffset At { get; } = at;

    public string Value { get; } = value;

    public Author By { get; } = by;

    /// <summary>
    /// We overwrote it and may: it came between our read and our write and could not be seen, or it was an emptied side that is filled at first sight.
    /// </summary>
    public bool IsExcused { get; set; }

    /// <summary>For a flow, what somebody else wrote is an edit: a person's, or another flow's.</summary>
    public bool IsEditFor(string flow) => By is Author.Person || (By is Author.Product product && product.Flow != flow);
}
