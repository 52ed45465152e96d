using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>What a value says, or why it says nothing any more.</summary>
internal sealed record Bitrix24Read(CanonicalValue? Value, string? Unreadable = null)
{
    public static Bitrix24Read Nothing(string reason) => new(null, reason);
}
