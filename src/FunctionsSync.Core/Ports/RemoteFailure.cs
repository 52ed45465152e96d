namespace FunctionsSync.Core.Ports;

/// <summary>Kinds of failure, by what can be done about them.</summary>
public enum RemoteFailure
{
    /// <summary>No answer came: try again later.</summary>
    Unreachable,

    /// <summary>The system has had enough for now: try again after its own delay.</summary>
    Overloaded,

    /// <summary>A write got no clear answer and may have been carried out: look before repeating it.</summary>
    OutcomeUnknown,

    /// <summary>The credentials were refused: an operator must act.</summary>
    Unauthorized,

    /// <summary>The credentials do not cover this: an operator must act.</summary>
    Forbidden,

    /// <summary>It does not exist, or was not shared with the integration: the two look the same.</summary>
    NotFound,

    /// <summary>The request itself is refused and would be again.</summary>
    Rejected,
}
