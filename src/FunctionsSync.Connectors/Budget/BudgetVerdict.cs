namespace FunctionsSync.Connectors.Budget;

/// <summary>What an answer says about the budget.</summary>
internal enum BudgetVerdict
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The system has had enough of everybody: pause.</summary>
    Enough,

    /// <summary>The request is refused for longer than anybody waits: repeating it only makes things worse.</summary>
    Final,
}
