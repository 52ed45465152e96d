using FunctionsSync.Core.Model;
using FunctionsSync.Simulation.Worlds;

namespace FunctionsSync.Simulation.Oracle;

/// <summary>A write of ours that was carried out.</summary>
/// <param name="Record">What it changed: <c>deal:5</c> or <c>page:…</c>.</param>
/// <param name="Body">The request's body.</param>
internal sealed record Written(string Record, string Body)
{
    /// <summary>The side on which it writes this field of this pair; null where it does not.</summary>
    public Side? Concerns(Pair pair, MappedField field)
    {
        if (Record == $"deal:{pair.Deal}")
        {
            return Body.Replace("_", string.Empty, StringComparison.Ordinal).Contains($"\"{field.Bitrix24.Replace("_", string.Empty, StringComparison.Ordinal)}\":", StringComparison.OrdinalIgnoreCase)
                ? Side.Bitrix24
                : null;
        }

        return Record == $"page:{pair.Page}" && pair.Flow.PropertyIds[field] is { } id && Uri.UnescapeDataString(Body).Contains($"\"{id}\":", StringComparison.Ordinal)
            ? Side.Notion
            : null;
    }
}
