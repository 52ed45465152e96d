using System.Globalization;
using FunctionsSync.Simulators.Bitrix24.Events;
using FunctionsSync.Simulators.Bitrix24.Records;

namespace FunctionsSync.Simulators.Bitrix24.People;

/// <summary>What an administrator does to user fields. Its events tell of the definition, never of values.</summary>
internal sealed class FieldEdits(PortalState state)
{
    public IReadOnlyDictionary<string, int> Add(UserField field)
    {
        var options = field.Options.Select(text => new FieldOption(state.NextId(), text)).ToList();
        var itemName = field.EntityTypeId == UserField.Tasks ? CamelCase.OfTask(field.Name) : CamelCase.OfCrm(field.Name);
        FieldsOf(field.EntityTypeId).Add(FieldDefinition.For(field, itemName, options) with { Id = state.NextId() });
        Raise(field.EntityTypeId, field.Name, "ADD");
        return options.ToDictionary(option => option.Text, option => option.Id);
    }

    public int AddOption(int entityTypeId, string field, string text)
    {
        var option = new FieldOption(state.NextId(), text);
        Change(entityTypeId, field, options => options.Append(option));
        return option.Id;
    }

    public void RenameOption(int entityTypeId, string field, string text, string newText)
    {
        var id = OptionOf(entityTypeId, field, text).Id;
        Change(entityTypeId, field, options => options.Select(option => option.Id == id ? option with { Text = newText } : option));
    }

    public void RemoveOption(int entityTypeId, string field, string text)
    {
        var removed = OptionOf(entityTypeId, field, text);
        Change(entityTypeId, field, options => options.Where(option => option != removed));
    }

    private void Change(int entityTypeId, string field, Func<IReadOnlyList<FieldOption>, IEnumerable<FieldOption>> change)
    {
        FieldsOf(entityTypeId).SetOptions(field, change);
        Raise(entityTypeId, field, "SETENUMVALUES");
    }

    private FieldOption OptionOf(int entityTypeId, string field, string text) =>
        FieldsOf(entityTypeId).Find(field)?.Options.FirstOrDefault(option => option.Text == text)
        ?? throw new ArgumentException($"{field} has no option '{text}'.", nameof(text));

    private void Raise(int entityTypeId, string name, string change)
    {
        if (state.ItemsOf(entityTypeId)?.Entity is not { } entity || entity.Field(name) is not { } field)
            return;
        var hit = new PortalHit(state.IntegrationUser.Id);
        hit.RaiseFields(
            entity.IsSmartProcess ? "ONCRMTYPEUSERFIELD" + change : $"{entity.EventPrefix}USERFIELD{change}",
            field.Id,
            [
                new("ID", field.Id.ToString(CultureInfo.InvariantCulture)),
                new("ENTITY_ID", "CRM_" + (entity.IsSmartProcess ? NumberIn(name) : entity.Name.ToUpperInvariant())),
                new("FIELD_NAME", name),
            ]);
        state.Send(hit);
    }

    /// <summary>The fields of a smart process carry its own number: 5 in <c>UF_CRM_5_CODE</c>.</summary>
    private static string? NumberIn(string name) => name.Split('_').ElementAtOrDefault(2);

    private FieldSet FieldsOf(int entityTypeId) => state.FieldsOf(entityTypeId)
        ?? throw new ArgumentException($"The simulated portal has no entity type {entityTypeId}.", nameof(entityTypeId));
}
