using System.Collections.Concurrent;

namespace FunctionsSync.Simulators;

/// <summary>Every request a simulator answered, oldest first. Safe to read while requests arrive.</summary>
public sealed class RequestLog
{
    private readonly ConcurrentQueue<LoggedRequest> _requests = new();

    /// <summary>A copy of what was logged so far.</summary>
    public IReadOnlyList<LoggedRequest> Entries => [.. _requests];

    /// <summary>Forgets everything logged so far, so that a test can count from here.</summary>
    public void Clear() => _requests.Clear();

    internal void Add(LoggedRequest request) => _requests.Enqueue(request);
}
