using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Notion.Schema;

internal sealed record DataSourceSchema(ImmutableList<PropertyDefinition> Properties)
{
    /// <summary>By id as the API shows it, or by name: the keys of request bodies.</summary>
    public PropertyDefinition? Find(string key) =>
        Properties.Find(property => property.PublicId == key) ?? Properties.Find(property => property.Name == key);

    /// <summary>By id or name out of an address, from which one URL encoding was already taken: an id encoded twice is unknown.</summary>
    public PropertyDefinition? FindDecoded(string key) =>
        Properties.Find(property => property.Id == key) ?? Properties.Find(property => property.Name == key);

    public PropertyDefinition ById(string id) =>
        Properties.Find(property => property.Id == id) ?? throw new InvalidOperationException($"No property {id} in the schema.");

    /// <summary>Puts a property in the place of the one with its id, or at the end.</summary>
    public DataSourceSchema With(PropertyDefinition property)
    {
        var index = Properties.FindIndex(known => known.Id == property.Id);
        return new(index < 0 ? Properties.Add(property) : Properties.SetItem(index, property));
    }

    public DataSourceSchema Without(PropertyDefinition property) => new(Properties.RemoveAll(known => known.Id == property.Id));

    public JsonObject Render() => new(Properties.Select(property => KeyValuePair.Create(property.Name, (JsonNode?)property.Render())));
}
