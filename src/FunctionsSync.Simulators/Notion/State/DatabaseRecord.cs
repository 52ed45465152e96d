namespace FunctionsSync.Simulators.Notion.State;

/// <summary>A database: the container people see, with the one data source the simulator gives it.</summary>
internal sealed class DatabaseRecord(string id, string title, string dataSourceId, DateTimeOffset createdAt, string createdBy)
{
    public string Id { get; } = id;
    public string Title { get; } = title;
    public string DataSourceId { get; } = dataSourceId;
    public DateTimeOffset CreatedAt { get; } = createdAt;
    public string CreatedBy { get; } = createdBy;
    public bool IsShared { get; set; }
}
