using System.Text.RegularExpressions;

namespace FunctionsSync.Service.Configuration;

/// <summary>Forms of texts in <c>sync.json</c>. The patterns are those of <c>docs/sync.schema.json</c>.</summary>
internal static partial class SyncFileForms
{
    public static bool IsEntity(string text) => Entity().IsMatch(text);

    public static bool IsNotionId(string text) => NotionId().IsMatch(text);

    /// <summary>A field's name after an operator of <c>crm.item.list</c>.</summary>
    public static bool IsFilterKey(string text) => FilterKey().IsMatch(text);

    [GeneratedRegex(@"^(deal|task|company|contact|lead|item:[1-9][0-9]{0,8})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Entity();

    [GeneratedRegex(@"^([0-9a-fA-F]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\z", RegexOptions.CultureInvariant)]
    private static partial Regex NotionId();

    [GeneratedRegex(@"^(>=|>|<=|<|!=|!@|!%|!|=|@|%)?[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex FilterKey();
}
