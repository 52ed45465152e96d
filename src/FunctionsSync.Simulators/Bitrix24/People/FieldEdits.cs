using FunctionsSync.Simulators.Bitrix24.Records;

namespace FunctionsSync.Simulators.Bitrix24.People;

/// <summary>What an administrator does to user fields.</summary>
internal sealed class FieldEdits(PortalState state)
{
    public IReadOnlyDictionary<string, int> Add(UserField field)
    {
        var options = field.Options.Select(text => new FieldOption(state.NextId(), text)).ToList();
        var itemName = field.EntityTypeId == UserField.Tasks ? CamelCase.OfTask(field.Name) : CamelCase.OfCrm(field.Name);
        FieldsOf(field.EntityTypeId).Add(FieldDefinition.For(field, itemName, options));
        return options.ToDictionary(option => option.Text, option => option.Id);
    }

    private FieldSet FieldsOf(int entityTypeId) => state.FieldsOf(entityTypeId)
        ?? throw new ArgumentException($"The simulated portal has no entity type {entityTypeId}.", nameof(entityTypeId));
}
