using System.Text.RegularExpressions;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Parking;

/// <summary>
/// A failure in words that may be kept and shown. Systems quote values in their refusals: what is in quotation marks is left out, unless it can
/// only be the name of a field, and so are e-mail addresses.
/// </summary>
internal static partial class FailureReason
{
    private const int LongestReason = 600;

    public static string Of(Exception failure) => failure switch
    {
        RemoteException or ConfigurationException => Clean(failure.Message),
        // Its message may quote anything.
        _ => $"{failure.GetType().Name}: storage is out of reach, or this program has a defect; the log has the details.",
    };

    private static string Clean(string message)
    {
        var cleaned = Address().Replace(Quoted().Replace(message.ReplaceLineEndings(" "), match => IsName(match) ? match.Value : "\"…\""), "…");
        return cleaned.Length <= LongestReason ? cleaned : cleaned[..(LongestReason - 1)] + "…";
    }

    private static bool IsName(Match match) => Name().IsMatch(match.ValueSpan[1..^1]);

    [GeneratedRegex("\"[^\"]*\"|`[^`]*`|«[^»]*»|“[^”]*”")]
    private static partial Regex Quoted();

    /// <summary>Bitrix24's field names, and the paths in Notion's messages.</summary>
    [GeneratedRegex(@"^([A-Z][A-Z0-9_]+|[a-z_]+(\.[A-Za-z_]+|\[\d+\])+|undefined|null)$")]
    private static partial Regex Name();

    [GeneratedRegex(@"[^\s@""'<>()]+@[^\s@""'<>()]+\.[^\s@""'<>()]+")]
    private static partial Regex Address();
}
