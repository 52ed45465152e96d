using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Tests.Fakes;

/// <summary>Every call of every port, in order, and the one place where one of them can go wrong or be waited at.</summary>
internal sealed class Steps
{
    private readonly Lock _gate = new();
    private readonly List<string> _log = [];
    private int _at;
    private Fault? _fault;
    private Func<Task>? _meanwhile;

    /// <summary>Calls by name, such as <c>notion.Create</c>.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (_gate)
                return [.. _log];
        }
    }

    public IEnumerable<string> Writes => Log.Where(IsRemoteWrite);

    /// <summary>Counts from one, beginning now.</summary>
    public void FailAt(int step, Fault fault) => (_at, _fault, _meanwhile) = (Log.Count + step, fault, null);

    /// <summary>Something else happens just before a step, counted from one, beginning now.</summary>
    public void MeanwhileAt(int step, Func<Task> meanwhile) => (_at, _fault, _meanwhile) = (Log.Count + step, null, meanwhile);

    /// <summary>Something else happens just before the next step of this name.</summary>
    public void MeanwhileAt(string name, Func<Task> meanwhile) => BeforeNamed = (name, meanwhile);

    /// <summary>What a step of this name fails with, until it is lifted; null for one that does not.</summary>
    public Func<string, Exception?>? Outage { get; set; }

    public void Clear()
    {
        lock (_gate)
            _log.Clear();
        (_at, _fault, _meanwhile, BeforeNamed) = (0, null, null, null);
    }

    private (string Name, Func<Task> Meanwhile)? BeforeNamed { get; set; }

    public async Task<T> TakeAsync<T>(string name, Func<Task<T>> act)
    {
        var step = Add(name);
        if (BeforeNamed is { } named && named.Name == name)
        {
            BeforeNamed = null;
            await named.Meanwhile();
        }

        if (Outage?.Invoke(name) is { } failure)
        {
            throw failure;
        }

        if (step != _at)
        {
            return await act();
        }

        if (_meanwhile is { } meanwhile)
        {
            await meanwhile();
        }

        return _fault is { } fault ? await FailAsync(fault, step, name, act) : await act();
    }

    public Task TakeAsync(string name, Func<Task> act) => TakeAsync(name, async () =>
    {
        await act();
        return true;
    });

    /// <summary>Its number, from one: several threads may take steps.</summary>
    private int Add(string name)
    {
        lock (_gate)
        {
            _log.Add(name);
            return _log.Count;
        }
    }

    private static async Task<T> FailAsync<T>(Fault fault, int step, string name, Func<Task<T>> act)
    {
        switch (fault)
        {
            case Fault.CrashBefore:
                throw new SimulatedCrashException(step, name);
            case Fault.CrashAfter:
                await act();
                throw new SimulatedCrashException(step, name);
            case Fault.Unreachable when IsRemote(name):
                throw Some.Failure(RemoteFailure.Unreachable);
            case Fault.Overloaded when IsRemote(name):
                throw Some.Failure(RemoteFailure.Overloaded, TimeSpan.FromSeconds(7));
            case Fault.UnknownBefore when IsRemoteWrite(name):
                throw Some.Failure(RemoteFailure.OutcomeUnknown);
            case Fault.UnknownAfter when IsRemoteWrite(name):
                await act();
                throw Some.Failure(RemoteFailure.OutcomeUnknown);
            default:
                return await act();
        }
    }

    private static bool IsRemote(string name) => name.StartsWith("notion.", StringComparison.Ordinal) || name.StartsWith("bitrix24.", StringComparison.Ordinal);

    private static bool IsRemoteWrite(string name) => name is "notion.Create" or "notion.Update" or "bitrix24.Update"
        or "notion.Trash" or "notion.Restore" or "notion.Mark" or "bitrix24.Delete" or "bitrix24.Mark";
}
