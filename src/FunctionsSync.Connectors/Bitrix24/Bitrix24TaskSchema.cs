using FunctionsSync.Core.Mapping;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>What there is to say about tasks.</summary>
internal sealed class Bitrix24TaskSchema(Bitrix24Client client)
{
    public async Task<IReadOnlyList<Bitrix24Field>> ReadFieldsAsync(CancellationToken cancellationToken)
    {
        // Asked to be told now, and not at the first task, that the application lacks the scope.
        await client.ReadAsync("tasks.task.getFields", [], cancellationToken);
        return Bitrix24TaskFields.All;
    }
}
