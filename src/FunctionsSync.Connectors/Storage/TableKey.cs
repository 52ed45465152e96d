using System.Globalization;
using System.Text;

namespace FunctionsSync.Connectors.Storage;

/// <summary>Turns any name into a legal table key, different names into different keys.</summary>
internal static class TableKey
{
    private const char Escape = '~';

    /// <summary>
    /// Escapes what a key must not hold (<c>/ \ # ?</c> and control characters, see
    /// https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model), the percent sign, which some
    /// clients decode once too often, and halves of surrogate pairs, which no encoding of text survives.
    /// </summary>
    public static string Of(string name)
    {
        var key = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (i + 1 < name.Length && char.IsSurrogatePair(name[i], name[i + 1]))
            {
                key.Append(name, i++, 2);
            }
            else if (name[i] is '/' or '\\' or '#' or '?' or '%' or Escape || char.IsControl(name[i]) || char.IsSurrogate(name[i]))
            {
                key.Append(Escape).Append(((int)name[i]).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                key.Append(name[i]);
            }
        }

        return key.ToString();
    }
}
