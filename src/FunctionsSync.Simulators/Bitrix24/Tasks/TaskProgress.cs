namespace FunctionsSync.Simulators.Bitrix24.Tasks;

/// <summary>The vendor's numbers for how far a task is.</summary>
internal enum TaskProgress
{
    New = 1,
    Pending = 2,
    InProgress = 3,
    SupposedlyCompleted = 4,
    Completed = 5,
    Deferred = 6,
    Declined = 7,
}
