using System.Globalization;

namespace FunctionsSync.Connectors.Storage;

/// <summary>Row keys that sort the newest entry first, and are unique whoever writes at the same instant.</summary>
internal sealed class JournalOrder
{
    private long _left = long.MaxValue;

    /// <summary>Of two entries of the same instant, the one this process wrote later comes first.</summary>
    public string Next(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{Before(at)}-{Interlocked.Decrement(ref _left):D19}-{Guid.NewGuid():N}");

    /// <summary>Sorts after everything later than <paramref name="at"/>, before everything of that instant or earlier.</summary>
    public static string Before(DateTimeOffset at) =>
        (DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
}
