namespace FunctionsSync.Core.Ports;

/// <summary>Why a sync request could not be handled, by what an operator can do about it.</summary>
public enum FailureKind
{
    /// <summary>The message is no sync request of this version.</summary>
    Malformed,

    /// <summary>A system refuses what this record says, and would again.</summary>
    Rejected,

    /// <summary>The credentials do not cover this record.</summary>
    Forbidden,

    /// <summary>A system refuses the connection as a whole, or the configuration does not fit: no record can be handled.</summary>
    ConnectionRefused,

    /// <summary>A system does not have, or does not show, something that the record needs.</summary>
    NotFound,

    /// <summary>A system did not answer, or said that it is out of order.</summary>
    Unreachable,

    /// <summary>Writes of this record get no clear answer.</summary>
    OutcomeUnknown,

    /// <summary>A failure nobody foresaw: storage out of reach, or a defect of this program.</summary>
    Unexpected,

    /// <summary>No failure was told: the worker died, or ran out of time, while handling it.</summary>
    WorkerDied,
}
