using System.Text.Json;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>What people call the records that a record refers to.</summary>
internal sealed class Bitrix24Titles(Bitrix24Client client)
{
    /// <summary>Adds the titles that did not come with the record itself: those of lists, and of references whose kind only the value tells.</summary>
    public async Task<IReadOnlyDictionary<RecordRef.Bitrix24, string>> CompleteAsync(
        Flow flow, JsonElement item, Dictionary<RecordRef.Bitrix24, string> known, CancellationToken cancellationToken)
    {
        var missing = flow.Fields.Where(field => field.Relation is null).SelectMany(field => Targets(field.Bitrix24, item))
            .Distinct().Where(target => !known.ContainsKey(target)).ToList();
        foreach (var chunk in missing.Chunk(Bitrix24Client.MaxBatch))
        {
            var commands = chunk.Select((target, index) => (Name: $"t{index}", Target: target)).ToList();
            var answer = await client.BatchReadAsync(
                commands.ToDictionary(command => command.Name, command => Bitrix24Items.Get(Bitrix24EntityTypeId.Of(command.Target.Entity), command.Target.Id.ToString())),
                cancellationToken);
            foreach (var (name, target) in commands)
            {
                known[target] = Bitrix24Items.Item(answer.Find(name)) is { } found ? TitleOf(found) : string.Empty;
            }
        }

        return known;
    }

    /// <summary>People have names, all other records titles.</summary>
    public static string TitleOf(JsonElement item) =>
        PhpJson.Text(item, "title") is { Length: > 0 } title ? title : $"{PhpJson.Text(item, "name")} {PhpJson.Text(item, "lastName")}".Trim();

    private static IEnumerable<RecordRef.Bitrix24> Targets(Bitrix24Field field, JsonElement item) =>
        field.Kind is ValueKind.Reference or ValueKind.References && PhpJson.Member(item, field.ApiName) is { } value
            ? (field.IsMultiple ? PhpJson.Rows(value) : [value]).Select(row => Bitrix24Binding.Read(row, field.Refers)).OfType<RecordRef.Bitrix24>()
            : [];
}
