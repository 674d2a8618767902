namespace Plaza.Data.Tasks;

/// <summary>The state of a task. Stored by number: never renumber.</summary>
public enum TaskState
{
    Pending = 0,

    Running = 1,

    Completed = 2,

    /// <summary>Failed at the last attempt, or for good. Waits for the operator.</summary>
    DeadLettered = 3,
}
