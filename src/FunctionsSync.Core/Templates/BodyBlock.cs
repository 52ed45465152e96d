using System.Globalization;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Templates;

/// <summary>One block of a page's body that Notion takes as it is: no longer and no wider than <see cref="BodyLimits"/> allow.</summary>
public abstract record BodyBlock
{
    private BodyBlock()
    {
    }

    /// <summary>Equal exactly where two blocks look the same.</summary>
    public abstract string Encode();

    public sealed record Line(LineKind Kind, IReadOnlyList<TextRun> Runs, string? Icon = null) : BodyBlock
    {
        public override string Encode() => Canonical.EncodeList($"line-{Kind}", [Icon ?? string.Empty, .. Runs.SelectMany(Parts)]);
    }

    public sealed record Table(IReadOnlyList<IReadOnlyList<IReadOnlyList<TextRun>>> Rows, bool HasHeader) : BodyBlock
    {
        public override string Encode() => Canonical.EncodeList(
            HasHeader ? "table-header" : "table",
            Rows.Select(row => Canonical.EncodeList("row", row.Select(cell => Canonical.EncodeList("cell", cell.SelectMany(Parts))))));
    }

    public sealed record Divider : BodyBlock
    {
        public override string Encode() => "divider";
    }

    private static string[] Parts(TextRun run) => [((int)run.Style).ToString(CultureInfo.InvariantCulture), run.Link ?? string.Empty, run.Text];
}
