using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Scenarios;

/// <summary>Keeps every line at every level, exceptions and arguments included: what an operator could ever see.</summary>
internal sealed class KeptLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var arguments = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : string.Empty;
        _lines.Enqueue($"{logLevel}: {formatter(state, exception)} {arguments} {exception}");
    }

    public void Dispose()
    {
    }
}
