using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Storage;

/// <summary>How tables spell a side.</summary>
internal static class StoredSide
{
    public static string? Write(Side? side) => side switch
    {
        null => null,
        Side.Bitrix24 => "b24",
        Side.Notion => "notion",
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "A side is Bitrix24 or Notion."),
    };

    public static Side? Read(string? text) => text switch
    {
        null => null,
        "b24" => Side.Bitrix24,
        "notion" => Side.Notion,
        _ => throw new InvalidDataException($"A stored side is 'b24' or 'notion', this row says '{text}'."),
    };
}
