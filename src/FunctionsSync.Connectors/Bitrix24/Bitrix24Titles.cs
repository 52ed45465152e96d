using System.Text.Json;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>What people call the records that a record refers to.</summary>
internal sealed class Bitrix24Titles(Bitrix24Client client)
{
    /// <summary>Adds the titles that did not come with the records themselves: those of lists, and of references whose kind only the value tells.</summary>
    /// <returns>The failures, by what could not be read.</returns>
    public async Task<IReadOnlyDictionary<RecordRef.Bitrix24, RemoteException>> CompleteAsync(
        IEnumerable<RecordRef.Bitrix24> targets, Dictionary<RecordRef.Bitrix24, string> known, CancellationToken cancellationToken)
    {
        var failures = new Dictionary<RecordRef.Bitrix24, RemoteException>();
        foreach (var chunk in targets.Where(target => !known.ContainsKey(target)).Distinct().ToList().Chunk(Bitrix24Client.MaxBatch))
        {
            await ReadAsync(chunk, known, failures, cancellationToken);
        }

        return failures;
    }

    /// <summary>The records whose titles a record shows.</summary>
    public static IEnumerable<RecordRef.Bitrix24> TargetsOf(Flow flow, JsonElement item) =>
        flow.Fields.Where(field => field.Relation is null).SelectMany(field => Targets(field.Bitrix24, item));

    /// <summary>People have names, all other records titles.</summary>
    public static string TitleOf(JsonElement item) =>
        PhpJson.Text(item, "title") is { Length: > 0 } title ? title : $"{PhpJson.Text(item, "name")} {PhpJson.Text(item, "lastName")}".Trim();

    private async Task ReadAsync(
        RecordRef.Bitrix24[] targets,
        Dictionary<RecordRef.Bitrix24, string> known,
        Dictionary<RecordRef.Bitrix24, RemoteException> failures,
        CancellationToken cancellationToken)
    {
        var commands = targets.Select((target, index) => (Name: $"t{index}", Target: target)).ToList();
        try
        {
            var answer = await client.BatchReadAsync(
                commands.ToDictionary(command => command.Name, command => Bitrix24Items.Get(Bitrix24EntityTypeId.Of(command.Target.Entity), command.Target.Id.ToString())),
                cancellationToken);
            foreach (var (name, target) in commands)
            {
                Note(answer, name, target);
            }
        }
        catch (RemoteException exception)
        {
            commands.ForEach(command => failures[command.Target] = exception);
        }

        void Note(Bitrix24BatchAnswer answer, string name, RecordRef.Bitrix24 target)
        {
            try
            {
                known[target] = Bitrix24Items.Item(answer.Find(name)) is { } found ? TitleOf(found) : string.Empty;
            }
            catch (RemoteException exception)
            {
                failures[target] = exception;
            }
        }
    }

    private static IEnumerable<RecordRef.Bitrix24> Targets(Bitrix24Field field, JsonElement item) =>
        field.Kind is ValueKind.Reference or ValueKind.References && PhpJson.Member(item, field.ApiName) is { } value
            ? (field.IsMultiple ? PhpJson.Rows(value) : [value]).Select(row => Bitrix24Binding.Read(row, field.Refers)).OfType<RecordRef.Bitrix24>()
            : [];
}
