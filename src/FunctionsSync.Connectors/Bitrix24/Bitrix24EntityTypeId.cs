using System.Globalization;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>The numbers the universal methods know entities by. Source: https://apidocs.bitrix24.com/api-reference/crm/data-types.html.</summary>
internal static class Bitrix24EntityTypeId
{
    public const int Company = 4;

    private const string SmartProcessPrefix = "item:";

    /// <exception cref="ConfigurationException">The entity is none of those.</exception>
    public static int Of(EntityType entity) => entity.Value switch
    {
        "lead" => 1,
        "deal" => 2,
        "contact" => 3,
        "company" => Company,
        var other when other.StartsWith(SmartProcessPrefix, StringComparison.Ordinal)
            && int.TryParse(other[SmartProcessPrefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var id) => id,
        _ => throw new ConfigurationException(
            $"The entity '{entity}' is not known: a flow's bitrix24.entity is deal, task, company, contact, lead or item:<typeId>."),
    };
}
