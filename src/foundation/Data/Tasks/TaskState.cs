namespace Plaza.Data.Tasks;

/// <summary>Where a task stands. Kept by number: never renumber.</summary>
public enum TaskState
{
    Pending = 0,

    Running = 1,

    Completed = 2,

    /// <summary>After the last try, or because it can never work. It waits for the operator.</summary>
    DeadLettered = 3,
}
