using System.Globalization;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>Reads records in as few batches as they fit in, each with the titles of what its single references point at.</summary>
internal sealed class Bitrix24BatchReader(Bitrix24Client client, TimeProvider timeProvider)
{
    /// <param name="wanted">The records.</param>
    /// <param name="titles">Takes the titles that came with them.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>An answer to each, in order. A failure of one command, or of one batch, is that of its records only.</returns>
    public async Task<IReadOnlyList<Bitrix24Found>> ReadAsync(
        IReadOnlyList<Bitrix24ReadCommand> wanted, Dictionary<RecordRef.Bitrix24, string> titles, CancellationToken cancellationToken)
    {
        var found = new List<Bitrix24Found>(wanted.Count);
        while (found.Count < wanted.Count)
        {
            var part = Fitting(wanted, found.Count);
            var readAt = timeProvider.GetUtcNow();
            try
            {
                var answer = await client.BatchReadAsync(Commands(part), cancellationToken);
                found.AddRange(part.Select((command, index) => Find(answer, command, index, titles, readAt)));
            }
            catch (RemoteException exception)
            {
                found.AddRange(part.Select(_ => new Bitrix24Found(null, readAt, exception)));
            }
        }

        return found;
    }

    /// <summary>The next records that fit into one batch: at least one.</summary>
    private static List<Bitrix24ReadCommand> Fitting(IReadOnlyList<Bitrix24ReadCommand> wanted, int start)
    {
        var size = 0;
        return [.. wanted.Skip(start).TakeWhile(command => (size += command.Size) <= Bitrix24Client.MaxBatch || size == command.Size)];
    }

    private static Dictionary<string, string> Commands(List<Bitrix24ReadCommand> part)
    {
        var commands = new Dictionary<string, string>();
        foreach (var (index, command) in part.Index())
        {
            commands[Name(index)] = command.Command;
            foreach (var (name, entity) in command.References)
            {
                commands[Name(index, name)] = Bitrix24Items.Get(Bitrix24EntityTypeId.Of(entity), $"$result[{Name(index)}][{command.Member}][{name}]");
            }
        }

        return commands;
    }

    private static Bitrix24Found Find(
        Bitrix24BatchAnswer answer, Bitrix24ReadCommand command, int index, Dictionary<RecordRef.Bitrix24, string> titles, DateTimeOffset readAt)
    {
        try
        {
            if (answer.Find(Name(index)) is not { } result || command.RecordIn(result) is not { } record)
            {
                return new(null, readAt);
            }

            foreach (var (name, entity) in command.References)
            {
                if (PhpJson.Id(record, name) is { } target)
                {
                    titles[new(entity, new(target))] = Bitrix24Items.Item(answer.Find(Name(index, name))) is { } referred ? Bitrix24Titles.TitleOf(referred) : string.Empty;
                }
            }

            return new(record, readAt);
        }
        catch (RemoteException exception)
        {
            return new(null, readAt, exception);
        }
    }

    /// <summary>Never a mere number: maps with such keys come back as lists.</summary>
    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"r{index}");

    private static string Name(int index, string reference) => $"{Name(index)}_{reference}";
}
