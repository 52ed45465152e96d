using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using Azure.Core.Diagnostics;

namespace FunctionsSync.Scenarios;

/// <summary>Counts what the storage clients of this process send to one account, as it would be billed: a batch is one request.</summary>
internal sealed class StorageRequests : IDisposable
{
    private const string RequestSent = "Request";

    private readonly AzureEventSourceListener _listener;
    private readonly ConcurrentQueue<string> _requests = new();

    /// <param name="account">The account's name, which is part of every address of Azurite's.</param>
    public StorageRequests(string account) => _listener = new(
        (sent, _) =>
        {
            if (sent.EventName == RequestSent
                && Named(sent, "method") is { } method
                && Named(sent, "uri") is { } uri
                && uri.Contains($"/{account}/", StringComparison.Ordinal))
            {
                _requests.Enqueue($"{method} {new Uri(uri).AbsolutePath[(account.Length + 2)..].Split('(')[0]}");
            }
        },
        EventLevel.Informational);

    public void Clear() => _requests.Clear();

    /// <summary>How many there were of each kind, but for the pump's looks at the queue, of which the Functions host has its own number.</summary>
    public IReadOnlyDictionary<string, int> Count() =>
        _requests.Where(request => !request.StartsWith("GET sync-requests", StringComparison.Ordinal))
            .GroupBy(request => request.Contains("/messages/", StringComparison.Ordinal) ? request[..request.LastIndexOf('/')] : request, StringComparer.Ordinal)
            .OrderBy(kind => kind.Key, StringComparer.Ordinal)
            .ToDictionary(kind => kind.Key, kind => kind.Count(), StringComparer.Ordinal);

    public void Dispose() => _listener.Dispose();

    private static string? Named(EventWrittenEventArgs sent, string name) =>
        sent.PayloadNames?.IndexOf(name) is { } index and >= 0 ? sent.Payload?[index] as string : null;
}
