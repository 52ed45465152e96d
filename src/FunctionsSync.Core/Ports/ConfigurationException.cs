namespace FunctionsSync.Core.Ports;

/// <summary>A setting is missing or wrong. The message is one line that names the setting and the remedy, and holds no secret.</summary>
public sealed class ConfigurationException(string message, Exception? innerException = null) : Exception(message, innerException);
