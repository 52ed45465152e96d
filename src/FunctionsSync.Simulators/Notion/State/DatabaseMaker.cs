using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Schema;

namespace FunctionsSync.Simulators.Notion.State;

/// <summary>Makes a database with its one data source.</summary>
internal static class DatabaseMaker
{
    public static DatabaseRecord Make(WorkspaceState state, Actor actor, string title, JsonObject properties, bool shared)
    {
        var schema = new SchemaWriter(state, actor).Create(properties);
        var (id, sourceId) = (state.Ids.NewObject(), state.Ids.NewObject());
        var database = new DatabaseRecord(id, title, sourceId, state.Now, actor.UserId) { IsShared = shared };
        state.Databases.Add(database.Id, database);
        state.DataSources.Add(database.DataSourceId, new DataSourceRecord(database.DataSourceId, database, schema));
        return database;
    }
}
