using System.Globalization;
using System.Security.Cryptography;

namespace FunctionsSync.Connectors.Storage;

/// <summary>Ids of journal entries: 32 hex digits that sort the newest entry first, and are unique whoever writes at the same instant.</summary>
internal sealed class JournalOrder
{
    private const int Length = 32;

    private int _left = int.MaxValue;

    /// <summary>Of two entries of the same instant, the one this process wrote later comes first.</summary>
    public string Next(DateTimeOffset at)
    {
        var time = DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks;
        var turn = (uint)Interlocked.Decrement(ref _left);
        return string.Create(CultureInfo.InvariantCulture, $"{time:x16}{turn:x8}{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
    }

    /// <summary>Whether an entry can have this id: anything else may not even be a key of Table Storage.</summary>
    public static bool CanBe(string id) => id.Length == Length && id.All(char.IsAsciiHexDigitLower);
}
