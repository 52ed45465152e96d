namespace FunctionsSync.Cli;

/// <summary>The command met a flow that is stopped until an operator confirms.</summary>
internal sealed class SafetyStopException(string message) : Exception(message);
