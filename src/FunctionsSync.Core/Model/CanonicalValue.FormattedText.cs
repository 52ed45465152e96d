using System.Globalization;

namespace FunctionsSync.Core.Model;

public abstract partial record CanonicalValue
{
    public static CanonicalValue FromRuns(IEnumerable<TextRun> runs)
    {
        var text = new FormattedText(runs);
        return text.Plain.Length == 0 ? new Empty() : text;
    }

    /// <summary>Text in runs: neighbours of one form joined, line ends as <c>\n</c>, no spaces around it.</summary>
    public sealed record FormattedText : CanonicalValue
    {
        public FormattedText(IEnumerable<TextRun> runs) => Runs = Trim(Join(runs));

        public IReadOnlyList<TextRun> Runs { get; }

        public string Plain => string.Concat(Runs.Select(run => run.Text));

        public override string Encode() => Canonical.EncodeList(
            "formatted",
            Runs.SelectMany(run => new[] { ((int)run.Style).ToString(CultureInfo.InvariantCulture), run.Link ?? string.Empty, run.Text }));

        /// <summary>Where one side has no formatting at all, formatting alone is no difference: nobody's plain text is rewritten for it.</summary>
        public override bool SaysTheSameAs(CanonicalValue other) =>
            other is FormattedText text && (Equals(text) || (Plain == text.Plain && (IsPlain || text.IsPlain)));

        public bool Equals(FormattedText? other) => other is not null && Encode() == other.Encode();

        public override int GetHashCode() => Encode().GetHashCode(StringComparison.Ordinal);

        private bool IsPlain => Runs.All(run => run is { Style: TextStyle.None, Link: null });

        private static List<TextRun> Join(IEnumerable<TextRun> runs)
        {
            var joined = new List<TextRun>();
            foreach (var run in runs.Where(run => run.Text.Length > 0))
            {
                if (joined.Count > 0 && joined[^1].HasFormOf(run))
                {
                    joined[^1] = joined[^1] with { Text = joined[^1].Text + run.Text };
                }
                else
                {
                    joined.Add(run);
                }
            }

            return [.. joined.Select(run => run with { Text = run.Text.ReplaceLineEndings("\n") })];
        }

        private static List<TextRun> Trim(List<TextRun> runs)
        {
            while (runs.Count > 0 && string.IsNullOrWhiteSpace(runs[0].Text))
            {
                runs.RemoveAt(0);
            }

            while (runs.Count > 0 && string.IsNullOrWhiteSpace(runs[^1].Text))
            {
                runs.RemoveAt(runs.Count - 1);
            }

            if (runs.Count > 0)
            {
                runs[0] = runs[0] with { Text = runs[0].Text.TrimStart() };
                runs[^1] = runs[^1] with { Text = runs[^1].Text.TrimEnd() };
            }

            return runs;
        }
    }
}
