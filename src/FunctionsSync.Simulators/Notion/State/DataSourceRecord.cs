using FunctionsSync.Simulators.Notion.Schema;

namespace FunctionsSync.Simulators.Notion.State;

internal sealed class DataSourceRecord(string id, DatabaseRecord database, DataSourceSchema schema)
{
    private int _lastNumber;

    public string Id { get; } = id;
    public DatabaseRecord Database { get; } = database;
    public string Title { get; set; } = database.Title;
    public DataSourceSchema Schema { get; set; } = schema;
    public DateTimeOffset EditedAt { get; set; } = database.CreatedAt;
    public string EditedBy { get; set; } = database.CreatedBy;

    /// <summary>The next <c>unique_id</c> of a page.</summary>
    public int NextNumber() => ++_lastNumber;
}
