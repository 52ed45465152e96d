namespace FunctionsSync.Simulators.Bitrix24.Records;

internal sealed record FieldOption(int Id, string Text);
