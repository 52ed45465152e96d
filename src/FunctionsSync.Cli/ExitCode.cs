namespace FunctionsSync.Cli;

/// <summary>What the program tells a script.</summary>
internal enum ExitCode
{
    Done = 0,

    /// <summary>Checked, and found wanting.</summary>
    Wanting = 1,

    /// <summary>Bad usage or configuration.</summary>
    BadConfiguration = 2,

    /// <summary>A safety stop needs an operator.</summary>
    SafetyStop = 3,

    /// <summary>A remote system could not be reached.</summary>
    Unreachable = 4,
}
