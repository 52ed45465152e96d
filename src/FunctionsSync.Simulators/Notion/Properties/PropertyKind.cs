using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Schema;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Properties;

/// <summary>How values of one property type are written, stored and read.</summary>
internal abstract class PropertyKind
{
    /// <summary>Turns the value of a write into the stored form, or refuses it.</summary>
    public abstract JsonNode? Store(JsonNode? value, PropertyDefinition property, PropertyWrite write, string path);

    /// <summary>What the API answers: the member named after the type.</summary>
    public abstract JsonNode? Render(JsonNode? stored, PropertyDefinition property, PropertyRead read);

    /// <summary>The stored form of a page that was created without this property.</summary>
    public virtual JsonNode? Initial(PropertyDefinition property) => null;

    /// <summary>The value in the terms filters, sorts and people use: text, number, flag, ISO time, or a list of texts.</summary>
    public virtual JsonNode? Plain(JsonNode? stored, PropertyDefinition property, PropertyRead read) => Render(stored, property, read);

    /// <summary>The value as a page of the workspace would show it.</summary>
    public virtual string Display(JsonNode? stored, PropertyDefinition property, PropertyRead read) =>
        Plain(stored, property, read)?.ToString() ?? "";
}

/// <summary>A type that Notion computes; writing it is refused.</summary>
internal sealed class ReadOnlyKind(
    Func<PropertyRead, PropertyDefinition, JsonNode?> render, Func<PropertyRead, JsonNode?>? plain = null) : PropertyKind
{
    public override JsonNode Store(JsonNode? value, PropertyDefinition property, PropertyWrite write, string path) =>
        throw Invalid($"{property.Name} is a {property.Type} property: it is read-only and cannot be set.");

    public override JsonNode? Render(JsonNode? stored, PropertyDefinition property, PropertyRead read) => render(read, property);

    public override JsonNode? Plain(JsonNode? stored, PropertyDefinition property, PropertyRead read) =>
        plain is null ? render(read, property) : plain(read);
}
