using FunctionsSync.Simulators.Notion.Schema;
using FunctionsSync.Simulators.Notion.State;

namespace FunctionsSync.Simulators.Notion.Properties;

/// <summary>One page write while it is being read: the schema may grow by options, and is kept only if the whole write is good.</summary>
internal sealed class PropertyWrite(WorkspaceState state, Actor actor, DataSourceSchema schema)
{
    public WorkspaceState State { get; } = state;
    public Actor Actor { get; } = actor;
    public DataSourceSchema Schema { get; private set; } = schema;

    /// <summary>The option with this name, made where it is unknown: that is what Notion does with a select's typo.</summary>
    public ChoiceOption OptionNamed(string name, string propertyId)
    {
        var property = Schema.ById(propertyId);
        if (property.OptionByName(name) is { } known)
            return known;
        var option = OptionLists.New(name, color: null, group: null, property, State.Ids);
        Schema = Schema.With(property with { Options = property.Options.Add(option) });
        return option;
    }
}
