using FunctionsSync.Simulators.Bitrix24.Records;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>The names <c>crm.item.*</c> knows fields by; user fields keep their original ones when <c>useOriginalUfNames</c> is
/// Y.</summary>
internal sealed class FieldNames(EntityDefinition entity, bool useOriginalUfNames)
{
    public string NameOf(FieldDefinition field) => useOriginalUfNames && field.Dynamic ? field.Name : field.ItemName;

    public FieldDefinition? Find(string name) => entity.Fields.FirstOrDefault(field => NameOf(field) == name);
}
