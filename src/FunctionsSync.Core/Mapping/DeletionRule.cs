using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Mapping;

/// <summary>What happens to the record that is left when its partner on the other side was deleted.</summary>
public abstract record DeletionRule
{
    private DeletionRule()
    {
    }

    /// <summary>It stays as it is; the two are no longer kept in step.</summary>
    public sealed record Unlink : DeletionRule;

    /// <summary>It goes to its system's trash, from where a person can restore it.</summary>
    public sealed record Trash : DeletionRule;

    /// <summary>It stays, and one of its fields says so.</summary>
    /// <param name="Field">The name of the Bitrix24 field or Notion property.</param>
    /// <param name="Value">A text, which is the name of an option where the field is a list, or a flag.</param>
    public sealed record Mark(string Field, CanonicalValue Value) : DeletionRule;
}
