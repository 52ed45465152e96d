namespace FunctionsSync.Core.Templates;

/// <summary>How large blocks and requests may be. Source: https://developers.notion.com/reference/request-limits.</summary>
public static class BodyLimits
{
    /// <summary>UTF-16 units in one piece of rich text.</summary>
    public const int CharactersPerRun = 2000;

    /// <summary>Pieces of rich text in one block or table cell, and first-level blocks in one request.</summary>
    public const int ItemsPerArray = 100;

    /// <summary>UTF-16 units in one block. Notion would take 200,000, but in some scripts and all control characters that is more than a request holds.</summary>
    public const int CharactersPerBlock = 60_000;

    /// <summary>Characters in a table cell: what is longer is cut, as a cell cannot go on elsewhere.</summary>
    public const int CharactersPerCell = CharactersPerRun;

    /// <summary>Blocks in one request, children included.</summary>
    public const int ElementsPerRequest = 1000;

    /// <summary>Bytes of the blocks in a request that holds nothing else; Notion takes 500 KB.</summary>
    public const int BytesPerRequest = 450_000;

    /// <summary>Bytes of the blocks in the request that creates the page: its properties need room too.</summary>
    public const int BytesWithPage = 200_000;

    /// <summary>Characters in an address.</summary>
    public const int CharactersPerLink = 2000;
}
