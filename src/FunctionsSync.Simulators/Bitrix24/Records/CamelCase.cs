namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>Names as the newer methods print them.</summary>
internal static class CamelCase
{
    /// <summary><c>UF_CRM_MY_CODE</c> is <c>ufCrmMyCode</c>, but a number at the end keeps its underscore: <c>ufCrm_123</c>.</summary>
    public static string OfCrm(string name) =>
        Join(name, static (part, isLast) => isLast && part.All(char.IsAsciiDigit) ? "_" + part : null);

    /// <summary><c>UF_AUTO_123</c> is <c>ufAuto123</c>.</summary>
    public static string OfTask(string name) => Join(name, static (_, _) => null);

    private static string Join(string name, Func<string, bool, string?> exception)
    {
        var parts = name.ToLowerInvariant().Split('_');
        return string.Concat(parts.Select((part, index) =>
            index == 0 || part.Length == 0
                ? part
                : exception(part, index == parts.Length - 1) ?? char.ToUpperInvariant(part[0]) + part[1..]));
    }
}
