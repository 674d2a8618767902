namespace Plaza.Spaces.Tasks;

/// <summary>The result of a run of a task. A run that throws is retried.</summary>
public sealed record TaskResult
{
    private TaskResult(TaskResultKind verdict, string detail)
    {
        Kind = verdict;
        Detail = detail;
    }

    public TaskResultKind Kind { get; }

    /// <summary>A sentence for the operator.</summary>
    public string Detail { get; }

    /// <summary>For <see cref="TaskResultKind.Postponed"/> and <see cref="TaskResultKind.Unavailable"/>: the delay before the next attempt.</summary>
    public TimeSpan After { get; private init; }

    /// <summary>For <see cref="TaskResultKind.Unavailable"/>: the maximum of that delay, which doubles each time.</summary>
    public TimeSpan MaxAfter { get; private init; }

    /// <summary>The task completed and is not run again.</summary>
    public static TaskResult Completed(string detail) => new(TaskResultKind.Completed, detail);

    /// <summary>The attempt failed; the task is retried on its own schedule of retries.</summary>
    public static TaskResult Retry(string detail) => new(TaskResultKind.Retry, detail);

    /// <summary>The task could not be attempted: run again after <paramref name="after"/>, without counting an attempt.</summary>
    public static TaskResult Postponed(string detail, TimeSpan after) => new(TaskResultKind.Postponed, detail) { After = after };

    /// <summary>
    /// A dependency of all tasks of this kind is unavailable. Not counted as an attempt; opens a circuit breaker: no task of the kind is
    /// started for <paramref name="breakDuration"/>, then one at a time. The duration doubles with each failure, up to
    /// <paramref name="maxBreakDuration"/>.
    /// </summary>
    public static TaskResult Unavailable(string detail, TimeSpan breakDuration, TimeSpan maxBreakDuration) =>
        new(TaskResultKind.Unavailable, detail) { After = breakDuration, MaxAfter = maxBreakDuration };

    /// <summary>The task cannot succeed: dead-lettered at once.</summary>
    public static TaskResult Failed(string detail) => new(TaskResultKind.Failed, detail);
}

/// <summary>The kinds of results of a run, described at <see cref="TaskResult"/>.</summary>
public enum TaskResultKind
{
    Completed,
    Retry,
    Postponed,
    Failed,
    Unavailable,
}
