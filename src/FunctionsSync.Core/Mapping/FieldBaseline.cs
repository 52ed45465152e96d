using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Mapping;

/// <summary>What each side said of one field after the last good sync.</summary>
/// <param name="Bitrix24">The fingerprint of Bitrix24's value.</param>
/// <param name="Notion">The fingerprint of Notion's value. The two differ even when the values agree: each is compared with its own side only.</param>
/// <param name="Held">The fingerprint of a value that could not be carried across, and was reported; seeing it again is no news.</param>
public sealed record FieldBaseline(Fingerprint Bitrix24, Fingerprint Notion, Fingerprint? Held = null);
