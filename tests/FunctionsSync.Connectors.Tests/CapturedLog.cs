using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Connectors.Tests;

/// <summary>Everything that is logged, at every level, with scopes and exceptions.</summary>
internal sealed class CapturedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public string Text => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel} {formatter(state, exception)} {Show(state)} {exception}");

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _lines.Enqueue($"scope {Show(state)}");
        return null;
    }

    public void Dispose()
    {
    }

    private static string Show<TState>(TState state) =>
        state is IEnumerable<KeyValuePair<string, object?>> values ? $"{state} {string.Join(' ', values)}" : $"{state}";
}
