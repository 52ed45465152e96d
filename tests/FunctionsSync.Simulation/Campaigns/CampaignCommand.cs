using System.Globalization;
using FunctionsSync.Simulation.Mutations;

namespace FunctionsSync.Simulation.Campaigns;

/// <summary>
/// The command line: <c>--seed N</c> replays one history with all that happened in it, <c>--seeds N</c> runs many (<c>--first N</c> says from which on, <c>--failures N</c> how many may fail before it ends),
/// <c>--mutation NAME</c> with a mistake built in.
/// </summary>
internal static class CampaignCommand
{
    private static readonly string[] Names = ["--seed", "--seeds", "--first", "--mutation", "--failures"];

    public static bool IsMeant(string[] args) => args.Any(Names.Contains);

    /// <returns>0 when no promise was broken, 1 when one was, 2 for a wrong command line.</returns>
    public static int Run(string[] args)
    {
        var options = args.Chunk(2).ToLookup(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? string.Empty).ToDictionary(option => option.Key, option => option.Last());
        var mutation = options.TryGetValue("--mutation", out var name) ? AllMutations.Find(name) : null;
        if (options.Keys.Except(Names).Any() || (name is not null && mutation is null) || options.Any(option => option.Key != "--mutation" && !IsNumber(option.Value)))
        {
            Console.Error.WriteLine($"Usage: --seed N | --seeds N [--first N] [--failures N], each with [--mutation {string.Join('|', AllMutations.All.Select(known => known.Name))}]");
            return 2;
        }

        return options.TryGetValue("--seed", out var seed)
            ? Replay(Number(seed), mutation)
            : RunMany(
                Number(options.GetValueOrDefault("--first", "1")),
                Number(options.GetValueOrDefault("--seeds", "300")),
                Number(options.GetValueOrDefault("--failures", "1")),
                mutation);
    }

    private static bool IsNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static int Replay(int seed, Mutation? mutation)
    {
        var result = History.Run(seed, mutation, Console.WriteLine);
        return Report(result.Broken is null, new Summary { }, result);
    }

    private static int RunMany(int first, int count, int failures, Mutation? mutation)
    {
        var began = TimeProvider.System.GetTimestamp();
        var done = 0;
        var summary = new Campaign(first, count, mutation, failures).Run(result =>
        {
            if (failures > 1 && result.Broken is { } promise)
            {
                Console.WriteLine($"seed {result.Seed} broke {promise.Promise}: {promise.Evidence}");
            }

            if (++done % 100 == 0)
            {
                Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{done:N0} of {count:N0} histories, {TimeProvider.System.GetElapsedTime(began).TotalSeconds:N0} s "));
            }
        });
        Console.Error.WriteLine();
        foreach (var line in summary.Lines(TimeProvider.System.GetElapsedTime(began)))
        {
            Console.WriteLine(line);
        }

        if (summary.Broken is { } broken)
        {
            Console.WriteLine($"Replay it: dotnet run --project tests/FunctionsSync.Simulation -- --seed {broken.Seed}{(mutation is null ? string.Empty : $" --mutation {mutation.Name}")}");
        }

        return summary.Broken is null ? 0 : 1;
    }

    private static int Report(bool isGood, Summary summary, HistoryResult result)
    {
        summary.Add(result);
        Console.WriteLine();
        foreach (var line in summary.Lines(TimeSpan.Zero))
        {
            Console.WriteLine(line);
        }

        return isGood ? 0 : 1;
    }
}
