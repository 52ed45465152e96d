using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Mapping;

/// <summary>What each side said of one field when it was last looked at and settled, or reported as held.</summary>
/// <param name="Bitrix24">The fingerprint of Bitrix24's value.</param>
/// <param name="Notion">The fingerprint of Notion's value. The two differ even when the values agree: each is compared with its own side only.</param>
/// <param name="OnlyInBitrix24">Bitrix24's value never reached Notion, because it was held or left alone, or may be somebody's own: what overwrites it wins a conflict.</param>
/// <param name="OnlyInNotion">The same of Notion's value.</param>
public sealed record FieldBaseline(Fingerprint Bitrix24, Fingerprint Notion, bool OnlyInBitrix24 = false, bool OnlyInNotion = false);
