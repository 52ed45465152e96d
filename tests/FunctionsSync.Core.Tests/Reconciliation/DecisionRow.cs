using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Core.Tests.Reconciliation;

/// <summary>One line of the decision table: an action and the situations it is for. A cell names one value, several, or "any".</summary>
internal sealed class DecisionRow
{
    public const int Cells = 8;

    private readonly HashSet<string>[] _cells;

    public DecisionRow(string line)
    {
        var cells = Split(line);
        Assert.Equal(Cells, cells.Length);
        Action = Enum.Parse<FieldAction>(cells[0]);
        _cells = [.. cells.Skip(1).Select(cell => cell.Split(", ").ToHashSet(StringComparer.Ordinal))];
    }

    public FieldAction Action { get; }

    public static string[] Split(string line) => [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim().Trim('`'))];

    public bool Covers(FieldSituation situation) => Words(situation).Zip(_cells).All(pair => pair.Second.Contains("any") || pair.Second.Contains(pair.First));

    /// <summary>The words the cells of a row may hold, for a check that none of them is misspelt.</summary>
    public IEnumerable<string> UnknownWords(IEnumerable<FieldSituation> situations)
    {
        var known = situations.Select(Words).Aggregate(
            Enumerable.Range(0, Cells - 1).Select(_ => new HashSet<string>(["any"])).ToArray(),
            (all, words) =>
            {
                foreach (var (word, column) in words.Select((word, column) => (word, column)))
                {
                    all[column].Add(word);
                }

                return all;
            });
        return _cells.SelectMany((cell, column) => cell.Except(known[column]));
    }

    private static string[] Words(FieldSituation situation) =>
    [
        situation.Change switch
        {
            { FirstSight: true } => "first sight",
            { Bitrix24: true, Notion: true } => "both",
            { Bitrix24: true } => "Bitrix24",
            { Notion: true } => "Notion",
            _ => "neither",
        },
        situation.Equal ? "yes" : "no",
        situation.EmptySide switch { Side.Bitrix24 => "Bitrix24", Side.Notion => "Notion", _ => "none" },
        situation.Direction switch { FieldDirection.Both => "both", FieldDirection.ToNotion => "toNotion", _ => "toBitrix24" },
        situation.Policy switch { ConflictPolicy.LastWriteWins => "lastWriteWins", ConflictPolicy.Bitrix24 => "bitrix24", _ => "notion" },
        situation.Initial switch { InitialRule.Newest => "newest", InitialRule.Bitrix24 => "bitrix24", _ => "notion" },
        situation.LastEdited switch { Side.Bitrix24 => "Bitrix24", _ => "Notion" },
    ];
}
