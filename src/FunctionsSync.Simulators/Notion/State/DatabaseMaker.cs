using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Schema;

namespace FunctionsSync.Simulators.Notion.State;

/// <summary>Makes a database with its one data source.</summary>
internal static class DatabaseMaker
{
    public static DatabaseRecord Make(WorkspaceState state, Actor actor, string title, JsonObject properties, bool shared)
    {
        var schema = new SchemaWriter(state, actor).Create(properties);
        var database = new DatabaseRecord(state.Ids.NewObject(), title, state.Ids.NewObject(), state.Now, actor.UserId) { IsShared = shared };
        state.Databases.Add(database.Id, database);
        state.DataSources.Add(database.DataSourceId, new DataSourceRecord(database.DataSourceId, database, schema));
        return database;
    }
}
