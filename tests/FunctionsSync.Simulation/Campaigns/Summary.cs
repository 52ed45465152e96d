using System.Globalization;

namespace FunctionsSync.Simulation.Campaigns;

/// <summary>What came of many histories.</summary>
internal sealed class Summary
{
    private readonly SortedDictionary<string, int> _faults = new(StringComparer.Ordinal);
    private readonly List<TimeSpan> _unseen = [];
    private readonly List<TimeSpan> _unseenLate = [];

    public int Histories { get; private set; }

    public long Steps { get; private set; }

    public long Requests { get; private set; }

    /// <summary>The lowest seed that broke a promise; null for none.</summary>
    public HistoryResult? Broken { get; private set; }

    public void Add(HistoryResult result)
    {
        Histories++;
        Steps += result.Steps;
        Requests += result.Requests;
        _unseen.AddRange(result.Unseen);
        _unseenLate.AddRange(result.UnseenLate);
        foreach (var (fault, times) in result.Faults)
        {
            _faults[fault] = _faults.GetValueOrDefault(fault) + times;
        }

        if (result.Broken is not null && !(Broken?.Seed < result.Seed))
        {
            Broken = result;
        }
    }

    public IEnumerable<string> Lines(TimeSpan took)
    {
        yield return Text($"{Histories:N0} histories, {Steps:N0} steps, {Requests:N0} requests in {took.TotalSeconds:N1} s");
        foreach (var (what, unseen) in new[] { ("between our read and our write", _unseen), ("by a write carried out after its connection broke", _unseenLate) })
        {
            yield return Text($"edits overwritten unseen ({what}): {unseen.Count:N0}, {1000.0 * unseen.Count / Math.Max(1, Histories):N1} per 1,000 histories");
            if (unseen.Count > 0)
            {
                unseen.Sort();
                yield return Text($"  from our read to our write: half of them within {unseen[unseen.Count / 2].TotalSeconds:N2} s, nine tenths within {unseen[unseen.Count * 9 / 10].TotalSeconds:N2} s, all within {unseen[^1].TotalSeconds:N2} s");
            }
        }

        foreach (var (fault, times) in _faults)
        {
            yield return Text($"  {fault,-28} {times,10:N0}");
        }

        yield return Broken is { Broken: { } broken } ? Text($"seed {Broken.Seed} broke {broken.Promise}: {broken.Evidence}") : "no promise was broken";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
