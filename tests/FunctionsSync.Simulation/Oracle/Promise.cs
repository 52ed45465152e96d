namespace FunctionsSync.Simulation.Oracle;

/// <summary>What the product promises, as far as it can be seen from outside.</summary>
internal enum Promise
{
    /// <summary>In the end both sides of every pair say the same.</summary>
    InStep,

    /// <summary>An edit that somebody made is on both sides, or another one was made after it, or the journal has it.</summary>
    NoLostEdit,

    /// <summary>Only an edit can win over an edit.</summary>
    NoFalseConflict,

    /// <summary>A record has one page in a flow, and the page its whole body, once.</summary>
    NoDuplicate,

    /// <summary>Where the flow says so, a record has a page.</summary>
    NoMissingPage,

    /// <summary>A property that was renamed is found again by a program that is started later, once a mapping knows it.</summary>
    FindsProperties,

    /// <summary>Once everything is in step, nothing is written any more.</summary>
    NoLoop,

    /// <summary>Nothing is deleted, put into the trash or marked unless its partner was deleted and the flow's rule says so.</summary>
    NoAccident,

    /// <summary>Notion is never asked more than it allows, by all instances together, and never has to say that it had enough.</summary>
    WithinBudget,

    /// <summary>No exception but those the product has words for.</summary>
    NoSurprise,
}
