namespace FunctionsSync.Scenarios.Hostile;

/// <summary>How a request says where its body ends.</summary>
internal enum WireFraming
{
    ContentLength,
    Chunked,

    /// <summary>It does not say, and has none.</summary>
    Missing,

    /// <summary>It promises more than it sends, and then hangs up.</summary>
    CutShort,
}
