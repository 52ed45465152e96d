using System.Globalization;

namespace FunctionsSync.Simulation.Campaigns;

/// <summary>What came of many histories.</summary>
internal sealed class Summary
{
    private readonly SortedDictionary<string, int> _faults = new(StringComparer.Ordinal);

    public int Histories { get; private set; }

    public long Steps { get; private set; }

    public long Requests { get; private set; }

    public long Unseen { get; private set; }

    /// <summary>The lowest seed that broke a promise; null for none.</summary>
    public HistoryResult? Broken { get; private set; }

    public void Add(HistoryResult result)
    {
        Histories++;
        Steps += result.Steps;
        Requests += result.Requests;
        Unseen += result.Unseen;
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
        yield return Text($"edits overwritten unseen (between our read and our write): {Unseen:N0}, {1000.0 * Unseen / Math.Max(1, Histories):N1} per 1,000 histories");
        foreach (var (fault, times) in _faults)
        {
            yield return Text($"  {fault,-28} {times,10:N0}");
        }

        yield return Broken is { Broken: { } broken } ? Text($"seed {Broken.Seed} broke {broken.Promise}: {broken.Evidence}") : "no promise was broken";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
