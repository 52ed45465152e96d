using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Service.Tests;

/// <summary>Keeps every line at every level, exceptions and arguments included: what an operator could ever see.</summary>
internal sealed class CapturingLogger<T> : ILogger<T>
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public string Everything => string.Join('\n', _lines.Select(line => line.Text));

    public IEnumerable<string> At(LogLevel level) => _lines.Where(line => line.Level == level).Select(line => line.Text);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var arguments = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : string.Empty;
        _lines.Enqueue((logLevel, $"{formatter(state, exception)} {arguments} {exception}"));
    }
}
