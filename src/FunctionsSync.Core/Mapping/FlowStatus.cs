namespace FunctionsSync.Core.Mapping;

/// <summary>Whether a flow runs. Stored by name.</summary>
public enum FlowStatus
{
    Running,

    /// <summary>An operator wants it to wait. Its sync requests wait too.</summary>
    Paused,

    /// <summary>A safety stop: something looks like an accident, and an operator has to say that it is none.</summary>
    Stopped,
}
