using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Scenarios.Hostile;

/// <summary>A log that keeps nothing but what should not be in it: failures, and secrets.</summary>
internal sealed class WatchedLog(params string[] secrets) : ILoggerProvider, ILogger
{
    private const int Enough = 20;

    private readonly ConcurrentQueue<string> _offences = new();
    private long _lines;

    public IReadOnlyCollection<string> Offences => _offences;

    public long Lines => Interlocked.Read(ref _lines);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Interlocked.Increment(ref _lines);
        var arguments = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : string.Empty;
        var line = $"{logLevel}: {formatter(state, exception)} {arguments} {exception}";
        if ((logLevel >= LogLevel.Error || secrets.Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase))) && _offences.Count < Enough)
            _offences.Enqueue(line);
    }

    public void Dispose()
    {
    }
}
