namespace FunctionsSync.Core.Changes;

/// <summary>Which sides differ from their own baseline; <see cref="FirstSight"/> when there is none.</summary>
public readonly record struct FieldChange(bool Bitrix24, bool Notion, bool FirstSight = false);
