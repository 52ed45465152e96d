namespace FunctionsSync.Service.Tests.Fakes;

/// <summary>What goes wrong at one step. "Before" and "after" say whether the step has taken effect.</summary>
public enum Fault
{
    CrashBefore,
    CrashAfter,

    /// <summary>A remote system is out of reach.</summary>
    Unreachable,

    /// <summary>A remote system has had enough.</summary>
    Overloaded,

    /// <summary>A remote write got no answer and was not carried out.</summary>
    UnknownBefore,

    /// <summary>A remote write got no answer and was carried out.</summary>
    UnknownAfter,
}
