using FunctionsSync.Core.Changes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Core.Tests.Reconciliation;

public sealed class DecisionTableTests
{
    /// <summary>
    /// The same table, cell by cell, as in docs/sync-rules.md. Columns: what is done, which side changed, both equal now, the side that is
    /// empty while the other is not, the field's direction and policy, the flow's initial rule, the side edited last (ties already broken).
    /// </summary>
    private const string Table =
        """
        | Nothing           | neither                             | any | any      | any              | any                     | any      | any      |
        | Agree             | Bitrix24, Notion, both, first sight | yes | any      | any              | any                     | any      | any      |
        | WriteToNotion     | Bitrix24                            | no  | any      | both, toNotion   | any                     | any      | any      |
        | PutBackInBitrix24 | Bitrix24                            | no  | any      | toBitrix24       | lastWriteWins, notion   | any      | any      |
        | Leave             | Bitrix24                            | no  | any      | toBitrix24       | bitrix24                | any      | any      |
        | WriteToBitrix24   | Notion                              | no  | any      | both, toBitrix24 | any                     | any      | any      |
        | PutBackInNotion   | Notion                              | no  | any      | toNotion         | lastWriteWins, bitrix24 | any      | any      |
        | Leave             | Notion                              | no  | any      | toNotion         | notion                  | any      | any      |
        | Bitrix24Wins      | both                                | no  | any      | both             | bitrix24                | any      | any      |
        | NotionWins        | both                                | no  | any      | both             | notion                  | any      | any      |
        | Bitrix24Wins      | both                                | no  | any      | both             | lastWriteWins           | any      | Bitrix24 |
        | NotionWins        | both                                | no  | any      | both             | lastWriteWins           | any      | Notion   |
        | Bitrix24Wins      | both                                | no  | any      | toNotion         | any                     | any      | any      |
        | NotionWins        | both                                | no  | any      | toBitrix24       | any                     | any      | any      |
        | WriteToNotion     | first sight                         | no  | Notion   | both, toNotion   | any                     | any      | any      |
        | Leave             | first sight                         | no  | Notion   | toBitrix24       | any                     | any      | any      |
        | WriteToBitrix24   | first sight                         | no  | Bitrix24 | both, toBitrix24 | any                     | any      | any      |
        | Leave             | first sight                         | no  | Bitrix24 | toNotion         | any                     | any      | any      |
        | Bitrix24Wins      | first sight                         | no  | none     | both             | any                     | bitrix24 | any      |
        | NotionWins        | first sight                         | no  | none     | both             | any                     | notion   | any      |
        | Bitrix24Wins      | first sight                         | no  | none     | both             | any                     | newest   | Bitrix24 |
        | NotionWins        | first sight                         | no  | none     | both             | any                     | newest   | Notion   |
        | Bitrix24Wins      | first sight                         | no  | none     | toNotion         | any                     | any      | any      |
        | NotionWins        | first sight                         | no  | none     | toBitrix24       | any                     | any      | any      |
        """;

    public static TheoryData<string> Rows { get; } = [.. Table.ReplaceLineEndings("\n").Split('\n')];

    private static IReadOnlyList<FieldSituation> EverySituation { get; } =
    [
        .. from change in new FieldChange[] { new(false, false), new(true, false), new(false, true), new(true, true), new(false, false, FirstSight: true) }
           from equal in new[] { true, false }
           from empty in new Side?[] { null, Side.Bitrix24, Side.Notion }
           from direction in Enum.GetValues<FieldDirection>()
           from policy in Enum.GetValues<ConflictPolicy>()
           from initial in Enum.GetValues<InitialRule>()
           from lastEdited in Enum.GetValues<Side>()
           select new FieldSituation
           {
               Change = change,
               Equal = equal,
               EmptySide = empty,
               Direction = direction,
               Policy = policy,
               Initial = initial,
               LastEdited = lastEdited,
           },
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Decide_EverySituationOfARow_TakesTheActionOfTheRow(string line)
    {
        var row = new DecisionRow(line);
        var covered = EverySituation.Where(row.Covers).ToList();

        Assert.NotEmpty(covered);
        Assert.Empty(row.UnknownWords(EverySituation));
        Assert.All(covered, situation => Assert.Equal(row.Action, DecisionTable.Decide(situation)));
    }

    [Fact]
    public void Table_EverySituation_IsCoveredByExactlyOneRow()
    {
        var rows = Rows.Select(row => new DecisionRow(row.Data)).ToList();

        Assert.Equal(5 * 2 * 3 * 3 * 3 * 3 * 2, EverySituation.Count);
        Assert.All(EverySituation, situation => Assert.Single(rows, row => row.Covers(situation)));
    }

    [Fact]
    public void Table_EveryAction_HasARow() =>
        Assert.Equal(Enum.GetValues<FieldAction>().Order(), Rows.Select(row => new DecisionRow(row.Data).Action).Distinct().Order());

    [Fact]
    public void SyncRulesDocument_ItsTable_HasTheRowsOfThisTable()
    {
        var document = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "docs", "sync-rules.md"));
        var table = document
            .SkipWhile(line => line != "## The decision table")
            .SkipWhile(line => !line.StartsWith('|'))
            .TakeWhile(line => line.StartsWith('|'));

        Assert.Equal(Rows.Select(row => DecisionRow.Split(row.Data)), table.Skip(2).Select(DecisionRow.Split));
    }
}
