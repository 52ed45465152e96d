using FunctionsSync.Core.Mapping;
using FunctionsSync.Service.Configuration;

namespace FunctionsSync.Simulation.Worlds;

/// <summary>A flow of the history and the database it goes to.</summary>
internal sealed class SyncedFlow(string name, CreateRule create, IReadOnlyList<MappedField> fields, DeletionSettings onDelete)
{
    public string Name { get; } = name;

    public CreateRule Create { get; } = create;

    public IReadOnlyList<MappedField> Fields { get; } = fields;

    public DeletionSettings OnDelete { get; } = onDelete;

    public string DatabaseId { get; init; } = string.Empty;

    public string DataSourceId { get; init; } = string.Empty;

    /// <summary>The id each property has at present; null for one that people removed.</summary>
    public Dictionary<MappedField, string?> PropertyIds { get; } = [];

    public string IdPropertyId { get; set; } = string.Empty;

    public string MarkPropertyId { get; set; } = string.Empty;

    public string? Template { get; init; }

    public FlowSettings Settings => new()
    {
        Name = Name,
        Bitrix24 = new() { Entity = "deal" },
        Notion = new() { Database = DatabaseId, IdProperty = World.IdProperty },
        Create = Create,
        Template = Template,
        OnDelete = OnDelete,
        Fields = [.. Fields.Select(map => new FieldSettings
        {
            Bitrix24 = map.Bitrix24,
            Notion = map.Notion,
            Direction = map.IsOneWay ? FieldDirection.ToNotion : null,
            Policy = map.Policy,
        })],
    };
}
