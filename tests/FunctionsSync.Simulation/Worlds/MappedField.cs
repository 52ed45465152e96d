using System.Text.Json.Nodes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Simulation.Worlds;

/// <summary>A field of deals and the property it is paired with, as <c>sync.json</c> of the history says.</summary>
internal sealed record MappedField(string Bitrix24, string Notion, FieldKind Kind, bool IsOneWay = false, ConflictPolicy? Policy = null)
{
    public string Key { get; } = FieldKey.Of(Bitrix24, Notion).Value;

    /// <summary>The property as the API defines it.</summary>
    public JsonObject Definition => Kind switch
    {
        FieldKind.Text when Notion == "Name" => new JsonObject { ["title"] = new JsonObject() },
        FieldKind.Stage => new JsonObject { ["select"] = new JsonObject() },
        FieldKind.Number => new JsonObject { ["number"] = new JsonObject { ["format"] = "number" } },
        FieldKind.Person => new JsonObject { ["people"] = new JsonObject() },
        FieldKind.Day => new JsonObject { ["date"] = new JsonObject() },
        _ => new JsonObject { ["rich_text"] = new JsonObject() },
    };

    /// <summary>Whether people may take the property away and add another of its name: a database always has a title.</summary>
    public bool CanBeRemoved => Notion != "Name";
}
