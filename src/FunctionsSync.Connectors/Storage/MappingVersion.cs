using FunctionsSync.Core.Mapping;

namespace FunctionsSync.Connectors.Storage;

internal static class MappingVersion
{
    /// <summary>The version an update is made over.</summary>
    /// <exception cref="ArgumentException">The mapping was never stored: without a version an update would overwrite anything.</exception>
    public static string Of(RecordMapping mapping) =>
        mapping.ETag ?? throw new ArgumentException(
            $"An update needs the mapping as it was read or added; that of record {mapping.Bitrix24Id} in flow '{mapping.Flow}' never was.",
            nameof(mapping));
}
