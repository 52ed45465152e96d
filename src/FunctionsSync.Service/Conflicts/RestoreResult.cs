using FunctionsSync.Core.Model;

namespace FunctionsSync.Service.Conflicts;

/// <summary>What became of a lost value that an operator wanted back.</summary>
public abstract record RestoreResult
{
    private RestoreResult()
    {
    }

    /// <summary>It was written to the side that had lost it, and is on its way to the other.</summary>
    public sealed record Restored(Side Side, FieldKey Field) : RestoreResult;

    /// <summary>That side says so already.</summary>
    public sealed record AlreadyThere(Side Side, FieldKey Field) : RestoreResult;

    /// <summary>Nothing was written, for a reason in words for an operator.</summary>
    public sealed record Refused(string Reason) : RestoreResult;
}
