using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Tests.Fakes;

/// <summary>What both systems say about themselves.</summary>
internal sealed class FakeSchemas : IBitrix24Schema, INotionSchema
{
    public List<Bitrix24Field> Fields { get; } =
        [Some.Field("TITLE"), Some.Field("STAGE_ID", ValueKind.Choice, "crm_status"), Some.Field("OPPORTUNITY", ValueKind.Number, "double")];

    public List<NotionProperty> Properties { get; } =
    [
        Some.Property("Name", type: "title"),
        Some.Property("Status", ValueKind.Choice, "select"),
        Some.Property("Amount", ValueKind.Number, "number"),
        Some.Property("Bitrix24 ID", ValueKind.Number, "number"),
    ];

    public List<DataSourceId> DataSources { get; } = [Some.DataSource];

    /// <summary>How often the flows were bound.</summary>
    public int Readings { get; private set; }

    /// <summary>Happens before the properties are told.</summary>
    public Func<CancellationToken, Task> Meanwhile { get; set; } = _ => Task.CompletedTask;

    /// <summary>Bitrix24 refuses everything, if set.</summary>
    public RemoteException? Refusal { get; set; }

    Task IBitrix24Schema.CheckAccessAsync(CancellationToken cancellationToken) => Refusal is { } refusal ? throw refusal : Task.CompletedTask;

    Task INotionSchema.CheckAccessAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<Bitrix24Field>> ReadFieldsAsync(EntityType entity, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Bitrix24Field>>(Fields);

    public Task<IReadOnlyList<DataSourceId>> ReadDataSourcesAsync(Guid database, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DataSourceId>>(DataSources);

    public async Task<IReadOnlyList<NotionProperty>> ReadPropertiesAsync(DataSourceId dataSource, CancellationToken cancellationToken)
    {
        Readings++;
        await Meanwhile(cancellationToken);
        return Properties;
    }
}
