namespace FunctionsSync.Core.Ports;

/// <summary>Something an operator configured is missing or wrong. Holds no secret.</summary>
public sealed class ConfigurationException : Exception
{
    public ConfigurationException(string message, Exception? innerException = null)
        : base(message, innerException) => Errors = [message];

    /// <summary>Several things are wrong: the message is all of them, one a line.</summary>
    public ConfigurationException(IReadOnlyList<string> errors)
        : base(string.Join(Environment.NewLine, errors)) => Errors = errors;

    /// <summary>One line for each thing that is wrong: it names the setting and the remedy.</summary>
    public IReadOnlyList<string> Errors { get; }
}
