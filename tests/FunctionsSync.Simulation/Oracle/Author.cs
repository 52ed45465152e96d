namespace FunctionsSync.Simulation.Oracle;

/// <summary>Who wrote a value.</summary>
internal abstract record Author
{
    private Author()
    {
    }

    /// <summary>A person, or a robot of the portal.</summary>
    public sealed record Person : Author;

    /// <summary>We did, on behalf of a flow.</summary>
    public sealed record Product(string? Flow, string Instance) : Author
    {
        public override string ToString() => $"{Instance} for {Flow}";
    }

    /// <summary>Nobody wrote it: it is what a record has when it is made, or a property when it is added.</summary>
    public sealed record Nobody : Author;
}
