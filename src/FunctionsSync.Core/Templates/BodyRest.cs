namespace FunctionsSync.Core.Templates;

/// <summary>What is left to write of a body.</summary>
/// <param name="Blocks">The blocks, in order.</param>
/// <param name="Progress">The progress, brought up to the body as it is now.</param>
/// <param name="IsMixed">Whether the record was edited in the part that is half written: what is there and what comes are of two versions.</param>
public sealed record BodyRest(IReadOnlyList<BodyBlock> Blocks, BodyProgress Progress, bool IsMixed);
