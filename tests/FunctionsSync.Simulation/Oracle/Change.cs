namespace FunctionsSync.Simulation.Oracle;

/// <summary>A field took a new value.</summary>
/// <param name="At">When.</param>
/// <param name="Value">What it says since, in the oracle's own spelling.</param>
/// <param name="By">Who wrote it.</param>
internal sealed record Change(DateTimeOffset At, string Value, Author By)
{
    /// <summary>We overwrote it, although we could not have seen it: it came between our read and our write.</summary>
    public bool WasOverwrittenUnseen { get; set; }

    /// <summary>For a flow, what somebody else wrote is an edit: a person's, or another flow's.</summary>
    public bool IsEditFor(string flow) => By is Author.Person || (By is Author.Product product && product.Flow != flow);
}
