using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Cli.Tests.Hosting;

/// <summary>What was logged, a line for each entry; one that carries an exception, and with it a stack trace, ends in the name of its type.</summary>
internal sealed class WrittenLog<T> : ILogger<T>
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel}: {formatter(state, exception)}{(exception is null ? string.Empty : $" [{exception.GetType().Name}]")}");
}
