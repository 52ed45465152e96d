using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Tests.Fakes;

/// <summary>A portal's queue of offline events that hands out two at once.</summary>
internal sealed class FakeOfflineEvents(Steps steps) : IBitrix24OfflineEvents
{
    private const int MostAtOnce = 2;

    private readonly Dictionary<string, OfflineEvent[]> _reserved = [];
    private int _lastProcess;

    public bool AreIncluded { get; set; } = true;

    public List<OfflineEvent> Waiting { get; } = [];

    public HashSet<string> Bound { get; } = [];

    public int ReservedCount => _reserved.Count;

    public Task<bool> AreAvailableAsync(CancellationToken cancellationToken) => Task.FromResult(AreIncluded);

    public Task<IReadOnlyList<string>> BindAsync(IReadOnlyCollection<string> events, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. events.Where(Bound.Add)]);

    public Task<OfflineEventBatch> ReserveAsync(CancellationToken cancellationToken) => steps.TakeAsync("offline.Reserve", () =>
    {
        var process = $"p{++_lastProcess}";
        OfflineEvent[] taken = [.. Waiting.Take(MostAtOnce)];
        Waiting.RemoveRange(0, taken.Length);
        if (taken.Length > 0)
        {
            _reserved[process] = taken;
        }

        return Task.FromResult(new OfflineEventBatch(process, taken, taken.Length == MostAtOnce));
    });

    public Task<IReadOnlyList<string>> FindReservedAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. _reserved.Keys.Take(1)]);

    public Task<OfflineEventBatch> ReadReservedAsync(string processId, CancellationToken cancellationToken) =>
        Task.FromResult(new OfflineEventBatch(processId, _reserved.GetValueOrDefault(processId, []), IsFull: false));

    public Task ClearAsync(string processId, CancellationToken cancellationToken) => steps.TakeAsync("offline.Clear", () =>
    {
        _reserved.Remove(processId);
        return Task.CompletedTask;
    });
}
