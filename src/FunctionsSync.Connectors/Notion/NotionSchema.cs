using System.Text.Json;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Notion;

/// <summary>What a workspace tells about itself.</summary>
internal sealed class NotionSchema(NotionClient client) : INotionSchema
{
    public Task CheckAccessAsync(CancellationToken cancellationToken) => client.GetMeAsync(cancellationToken);

    public async Task<IReadOnlyList<DataSourceId>> ReadDataSourcesAsync(Guid database, CancellationToken cancellationToken)
    {
        var answer = await client.GetDatabaseAsync(database, cancellationToken);
        var ids = new List<DataSourceId>();
        foreach (var source in NotionJson.Items(answer, "data_sources"))
        {
            if (DataSourceId.TryParse(NotionJson.Text(source, "id"), out var id))
            {
                ids.Add(id);
            }
        }

        return ids;
    }

    public async Task<IReadOnlyList<NotionProperty>> ReadPropertiesAsync(DataSourceId dataSource, CancellationToken cancellationToken)
    {
        var answer = await client.GetDataSourceAsync(dataSource, cancellationToken);
        return NotionJson.Member(answer, "properties") is { ValueKind: JsonValueKind.Object } properties
            ? [.. properties.EnumerateObject().Select(Read)]
            : throw new RemoteException(RemoteFailure.Forbidden, "Notion answered without the data source's properties: give the connection the capability Read content.");
    }

    private static NotionProperty Read(JsonProperty property)
    {
        var type = NotionJson.Text(property.Value, "type") ?? string.Empty;
        return new()
        {
            Id = NotionJson.Text(property.Value, "id") ?? property.Name,
            Name = property.Name,
            Type = type,
            Kind = NotionTypes.KindOf(type),
            IsReadOnly = NotionTypes.IsReadOnly(type),
            Options = type == NotionTypes.Status ? StatusNames(property.Value) : [],
        };
    }

    /// <summary>Writing a page adds missing options to a select, but not to a status.</summary>
    private static IReadOnlyList<string> StatusNames(JsonElement property) => NotionJson.Member(property, NotionTypes.Status) is { } status
        ? [.. NotionJson.Items(status, "options").Select(option => NotionJson.Text(option, "name")).OfType<string>()]
        : [];
}
